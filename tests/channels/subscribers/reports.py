"""Reports and complaints as servers write them, about whom a test says."""

from __future__ import annotations

MASK = "0123456789abcdef" * 2
LETTER = """\
Return-Path: <lettre@banc.example>
From: Le Banc <lettre@banc.example>
To: {to}
Subject: La lettre
List-Unsubscribe: <https://lettre.example/u/v1.k1.l.{mask}.
 0123456789abcdef0123456789abcdef>

Bonjour.
"""


def dsn(
    final: str = "ada@x.example",
    *,
    status: str = "5.1.1",
    action: str = "failed",
    came_to: str = "lettre@banc.example",
    said: str = "smtp; 550 no such user",
    original: str = "",
    letter: str = "",
) -> bytes:
    """Give a delivery report as Postfix writes it."""
    named = f"Original-Recipient: rfc822;{original}\n" if original else ""
    rest = f"--b\nContent-Type: message/rfc822\n\n{letter}\n" if letter else ""
    return f"""\
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: {came_to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="b"

This is a MIME-encapsulated message.

--b
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
X-Postfix-Queue-ID: 4Rabc
Arrival-Date: Mon, 23 Nov 2026 09:00:00 +0100 (CET)

Final-Recipient: rfc822; {final}
{named}Action: {action}
Status: {status}
Remote-MTA: dns; mx.x.example
Diagnostic-Code: {said}

{rest}--b--
""".encode()


def arf(
    feedback: str = "abuse",
    *,
    named: str = "ada@x.example",
    came_to: str = "plaintes@banc.example",
    mail_from: str = "lettre@banc.example",
    letter: str = "",
) -> bytes:
    """Give a feedback report as a mailbox provider writes it; `named` may be empty, as where addresses are hidden."""
    about = f"Original-Rcpt-To: <{named}>\n" if named else ""
    whole = letter or LETTER.format(to=named or "redacted", mask="").replace("v1.k1.l..\n", "x\n")
    return f"""\
From: feedback@mailbox.example
To: {came_to}
Subject: FW: La lettre
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report.

--b
Content-Type: message/feedback-report

Feedback-Type: {feedback}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <{mail_from}>
{about}Source-IP: 192.0.2.1

--b
Content-Type: message/rfc822

{whole}
--b--
""".encode()
