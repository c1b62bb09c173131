from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.subscribers.csv_file import MAX_LINE_CHARS, CsvFile
from channels.subscribers.jsonl_file import JsonlFile
from channels.subscribers.record import Reader, Wrong
from channels.subscribers.subscriber import Subscriber
from editorial.errors import EditorialError

ADA, BOB = "ada@x.example", "bob@x.example"


def records(tmp_path, content, fields=()):
    path = tmp_path / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(CsvFile(path, Reader(fields)).records())


def people(found):
    return [one.address if isinstance(one, Subscriber) else str(one) for _, one in found]


HEADS = {
    "commas": f"email,lang\n{ADA},fr\n",
    "semicolons": f"email;lang\n{ADA};fr\n",
    "tabs": f"email\tlang\n{ADA}\tfr\n",
    "the delimiter named for Excel": f"sep=;\nemail;lang\n{ADA};fr\n",
    "French": f"Langue;Adresse électronique\nfr;{ADA}\n",
    "a place to live in beside": f"Adresse;Email;Langue\n1 rue de la Paix;{ADA};Français\n",
    "what Mailchimp exports": f'"Email Address",OPTIN_TIME,CONFIRM_TIME,Language\n{ADA},2020-01-01 10:00:00,,fr\n',
    "a language by its name": f"email,lang\n{ADA},French\n",
    "capitals and spaces": f" E-mail Address ,Language\n{ADA},fr\n",
    "a mark of UTF-8": f"email,lang\n{ADA},fr\n".encode("utf-8-sig"),
    "UTF-16, as Excel's text": f"email\tlang\r\n{ADA}\tfr\r\n".encode("utf-16"),
    "quotes around all": f'"email","lang"\r\n"{ADA}","fr"\r\n',
    "line ends of old": f"email,lang\r{ADA},fr\r",
    "columns nobody asked for": f"note,email,lang,x\nn,{ADA},fr,y\n",
    "a delimiter in quotes": f'note,email,lang\n"a;b;c,d",{ADA},fr\n',
    "rows that are empty": f"email,lang\n\n{ADA},fr\n,\n",
    "rows that are short": f"email,lang,frequency,status\n{ADA},fr\n",
}


@pytest.mark.parametrize("content", HEADS.values(), ids=HEADS)
def test_list_is_read_however_it_was_saved(tmp_path, content):
    ((_, found),) = records(tmp_path, content)
    assert found == Subscriber(ADA, lang="fr")


def test_row_says_all_that_a_list_has(tmp_path):
    head = "courriel;prénom;fréquence;rubriques;statut;consenti le;mode de consentement;texte de consentement;note"
    row = f"{ADA};Ada;hebdomadaire;ecouter, publier;en attente;2026-01-02T03:04+01:00;formulaire;v2;secret"
    ((number, found),) = records(tmp_path, f"{head}\n{row}\n", fields=("prenom",))
    assert (number, found.frequency, found.pillars, found.status) == (2, "weekly", ("ecouter", "publier"), "pending")
    assert (found.consent.at.isoformat(), found.consent.how, found.consent.text) == (
        "2026-01-02T03:04:00+01:00", "formulaire", "v2",
    )  # fmt: skip
    assert found.fields == {"prenom": "Ada"}


def test_field_nobody_declared_is_not_kept(tmp_path):
    ((_, found),) = records(tmp_path, f"email,first_name\n{ADA},Ada\n")
    assert found.fields == {}


def test_field_holds_no_control_sign(tmp_path):
    ((_, found),) = records(tmp_path, f'email,first_name\n{ADA},"A\r\nBcc: x"\n', fields=("first_name",))
    assert found.fields == {"first_name": "A Bcc: x"}


def test_formula_guard_of_an_export_is_taken_off(tmp_path):
    ((_, found),) = records(tmp_path, f"email,first_name\n'+{ADA},'=1\n", fields=("first_name",))
    assert (found.address, found.fields) == (f"+{ADA}", {"first_name": "=1"})


WRONG = {
    "no address": (",fr", Wrong.EMPTY),
    "no such address": ("ada,fr", Wrong.SYNTAX),
    "more cells than columns": (f"{ADA},fr,x", Wrong.CELLS),
    "not UTF-8": (f"{ADA},fr".encode() + b"\xe9", Wrong.ENCODING),
    "a status nobody knows": (f"{ADA},fr,", Wrong.STATUS),
    "a quote in the wrong place": (f'"{ADA}"x,fr', Wrong.QUOTES),
    "a quote that never closes": (f'"{ADA},fr', Wrong.QUOTES),
}


@pytest.mark.parametrize(("row", "kind"), WRONG.values(), ids=WRONG)
def test_wrong_row_is_told_by_its_number_and_takes_no_other_with_it(tmp_path, row, kind):
    row = row if isinstance(row, bytes) else row.encode()
    head, cell = (b"email,status", b"") if kind is Wrong.STATUS else (b"email,lang", b"fr")
    rows = [head, BOB.encode() + b"," + cell, row, b"eve@x.example," + cell, b"dan@x.example," + cell]
    found = records(tmp_path, b"\n".join(rows) + b"\n")
    assert found[1] == (3, kind)
    assert people([found[0], *found[2:]]) == [BOB, "eve@x.example", "dan@x.example"]
    assert [number for number, _ in found] == [2, 3, 4, 5]


def test_cell_may_go_over_lines_and_rows_keep_the_number_of_their_first(tmp_path):
    found = records(tmp_path, f'email,note\n{ADA},"a\nb\nc"\n{BOB},\n')
    assert [(number, one.address) for number, one in found] == [(2, ADA), (5, BOB)]


def test_quote_that_never_closes_swallows_nothing_of_a_long_list(tmp_path):
    rows = [f"n{number}@x.example,fr" for number in range(300)]
    rows[100] = '"' + rows[100]
    found = records(tmp_path, "email,lang\n" + "\n".join(rows))
    assert len(found) == 300
    assert [(number, one) for number, one in found if isinstance(one, Wrong)] == [(102, Wrong.QUOTES)]


TOO_LONG = {
    "an address without end": "a" * 200_000 + ",x",
    "a field without end": f"{BOB},{'x' * 200_000}",
    "one sign too many": f"{BOB},".ljust(MAX_LINE_CHARS, "x"),
    "an address where the line is cut": f"{'x' * MAX_LINE_CHARS}{BOB},x",
}


@pytest.mark.parametrize("row", TOO_LONG.values(), ids=TOO_LONG)
def test_line_without_end_is_wrong_once_and_the_next_one_is_read(tmp_path, row):
    found = records(tmp_path, f"email,note\n{row}\n{ADA},\n")
    assert [(number, str(getattr(one, "address", one))) for number, one in found] == [(2, "long"), (3, ADA)]


def test_line_without_end_in_a_cell_takes_no_other_row_with_it(tmp_path):
    found = records(tmp_path, f'email,note\n{ADA},"a\n{"x" * 200_000}\n{BOB},\n')
    assert (found[0], people(found)[-1], found[-1][0]) == ((2, Wrong.LONG), BOB, 4)


HEADLESS = {
    "no head": (f"{ADA},Ada\n{BOB},Bob\n", "does not name the columns"),
    "no column of addresses": ("nom,langue\nAda,fr\n", "has no column of addresses"),
    "nothing at all": ("", "has no column of addresses"),
    "quotes that never close": ('email,"Ada\n' + f"{ADA},fr\n" * 80, "does not name the columns"),
    "a line without end": (f"email,{'Ada' * 50_000}\n{ADA},fr\n", "does not name the columns"),
    "another encoding": ("Adresse électronique;Ada\n".encode("latin-1"), "is not in UTF-8: save the file as"),
    "two columns of one name": (f"email,note,note\n{ADA},a,b\n", "columns 2 and 3 have one name"),
    "two columns of one meaning": (f"email,langue,lang\n{ADA},fr,en\n", "columns 2 and 3 have one name (lang)"),
    "two columns of addresses": (f"courriel;Email\n{ADA};{BOB}\n", "columns 1 and 2 have one name (address)"),
}


@pytest.mark.parametrize(("content", "said"), HEADLESS.values(), ids=HEADLESS)
def test_head_that_cannot_be_read_is_refused_without_a_word_of_what_it_holds(tmp_path, content, said):
    with pytest.raises(EditorialError) as caught:
        records(tmp_path, content)
    assert said in str(caught.value)
    assert "Ada" not in str(caught.value)
    assert ADA not in str(caught.value)


def test_list_that_is_not_there_is_said_in_a_sentence(tmp_path):
    with pytest.raises(EditorialError, match=r"csv:gone\.csv does not exist"):
        list(CsvFile(tmp_path / "gone.csv", Reader()).records())


def test_name_that_is_an_address_is_not_said(tmp_path):
    assert CsvFile(tmp_path / f"{ADA}.csv", Reader()).name == "csv:…"


PIECES = st.sampled_from(
    [b"email", b",", b";", b'"', b"\n", b"\r\n", b"\r", ADA.encode(), b"\xef\xbb\xbf", b"\xe9", b"\0"]
)


@given(st.lists(PIECES | st.binary(max_size=5), max_size=40), st.sampled_from([CsvFile, JsonlFile]))
def test_file_however_broken_is_read_or_refused(tmp_path_factory, pieces, kind):
    path = tmp_path_factory.getbasetemp() / "broken"
    path.write_bytes(b"email,lang\n" * (kind is CsvFile) + b"".join(pieces))
    with contextlib.suppress(EditorialError):
        found = list(kind(path, Reader()).records())
        numbers = [number for number, _ in found]
        assert numbers == sorted(set(numbers))
