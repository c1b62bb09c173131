"""Jinja's environment, spared what costs templates most and none of ours asks for; the pages are the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from types import FunctionType, MethodType
from typing import Any

import jinja2
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.nodes import EvalContext, Expr
from jinja2.nodes import Template as Tree
from jinja2.runtime import Context
from jinja2.utils import internalcode, missing
from markupsafe import Markup, escape

from channels.compiled import kept

_SPECIAL = re.compile("[&<>\"']").search
_PLAIN_CALLS = frozenset((FunctionType, MethodType))


class _Generator(CodeGenerator):
    """Writes templates that print by `shown` where Jinja prints by `escape`."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Context(Context):
    """The names of a template, put together as Jinja would; it calls a plain function at once, asking it nothing."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: Mapping[str, Callable[[Context], Iterator[str]]],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja’s own name)
    ):
        self.parent, self.vars, self.environment, self.name = parent, {}, environment, name
        self.eval_ctx = environment.evaluated(name)
        self.exported_vars = set()
        self.globals_keys = (globals or {}).keys()  # type: ignore[assignment]  # all that is asked is what it has more
        self.blocks = {block: [render] for block, render in blocks.items()}

    @internalcode
    def call(
        self,
        called: Callable[..., Any],
        /,
        *args: Any,  # noqa: ANN401
        _block_vars: Any = None,  # noqa: ANN401
        _loop_vars: Any = None,  # noqa: ANN401
        **named: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Give what a call in a template gives."""
        if called.__class__ in _PLAIN_CALLS and not hasattr(called, "jinja_pass_arg"):
            return called(*args, **named)
        return super().call(called, *args, _block_vars=_block_vars, _loop_vars=_loop_vars, **named)


class _Template(jinja2.Template):
    """A template whose names are put together at once: Jinja hands two hundred of them over one by one."""

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 (Jinja’s own name)
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> Context:
        """Give the names of a rendering."""
        names = (vars or {}) if shared else {**self.globals, **(vars or {})}
        if locals:
            names = {**names, **{name: value for name, value in locals.items() if value is not missing}}
        return self.environment.context_class(self.environment, names, self.name, self.blocks, self.globals)


class Environment(jinja2.Environment):
    """Jinja's environment, whose names are settled before the first template is read.

    A quarter of the time of a page's template goes into wrapping each text printed as Markup, which is then joined to
    others and forgotten, into asking each function whether it wants the context, into a chain of mappings that is
    copied at each rendering, and into finding again the template that it extends.
    """

    code_generator_class = _Generator
    context_class = _Context
    template_class = _Template

    def __init__(self, **options: Any):  # noqa: ANN401 (Jinja's own)
        # Folding constants takes a tenth of the reading of templates, which hold none, and would write on their trees.
        super().__init__(**options, optimized=False)
        self._read: dict[object, jinja2.Template] = {}
        self._trees: dict[object, Tree] = {}
        self._evaluated: dict[str | None, dict[str, Any]] = {}

    def evaluated(self, name: str | None) -> EvalContext:
        """Give how a template's values are escaped, to begin with; that is asked once for all its renderings."""
        made = EvalContext.__new__(EvalContext)
        if name not in self._evaluated:
            self._evaluated[name] = vars(EvalContext(self, name))
        made.__dict__.update(self._evaluated[name])
        return made

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja’s own name)
    ) -> jinja2.Template:
        """Give a template, read once."""
        if globals is not None:
            return super().get_template(name, parent, globals)
        if name not in self._read:
            self._read[name] = super().get_template(name, parent)
        return self._read[name]

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> Tree:
        """Give the tree of a template, kept until it is compiled: who asks what it needs parses it for both."""
        if source not in self._trees:
            self._trees[source] = super().parse(source, name, filename)
        return self._trees[source]

    def compile(
        self,
        source: str | Tree,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,
        defer_init: bool = False,
    ) -> Any:  # noqa: ANN401
        """Give the code of a template, from its tree where there is one; that of a shipped one is kept."""

        def make() -> Any:  # noqa: ANN401
            tree = self._trees.pop(source, source)
            return super(Environment, self).compile(tree, name, filename, raw, defer_init)  # type: ignore[call-overload]

        if self.extensions or raw or defer_init or not isinstance(source, str):
            return make()
        return kept("code", filename, source, make, *self._passed)

    @property
    def _passed(self) -> Iterator[str]:
        """Which filters and tests are handed the context, or so: a template is compiled to do that."""
        for name, asked in (*self.filters.items(), *self.tests.items()):
            if hasattr(asked, "jinja_pass_arg"):
                yield f"{name} {asked.jinja_pass_arg}"

    def add_extension(self, extension: str | type[Extension]) -> None:
        """Let an extension read templates: none is read by then as it reads them."""
        super().add_extension(extension)
        self._trees.clear()

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give the names a template sees: one plain mapping."""
        return {**self.globals, **(d or {})}

    @staticmethod
    def shown(value: object) -> str:
        """Give a value as a page shows it, escaped."""
        if value.__class__ is str:
            return escape(value) if _SPECIAL(value) else value
        return value if value.__class__ is Markup else escape(value)
