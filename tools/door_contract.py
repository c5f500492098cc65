"""An import contract of our own: whoever stands outside a domain module imports its `api` only."""

from collections.abc import Iterator

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorContract(Contract):
    """Every import into a domain module from outside it must go to `<module>.api` (or, in builders, `testing`)."""

    domain = fields.ModuleField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - the linter's own signature
        """Keep the contract where nobody came past a door."""
        doors_passed_by = sorted(self._trespasses(graph))
        return ContractCheck(kept=not doors_passed_by, metadata={"trespasses": doors_passed_by})

    def _trespasses(self, graph: ImportGraph) -> Iterator[str]:
        domain = self.domain.name
        for module in graph.find_children(domain):
            inside = {module, *graph.find_descendants(module)}
            open_to_all = {module, f"{module}.api", f"{module}.apps"}
            for imported in inside - open_to_all:
                for importer in graph.find_modules_that_directly_import(imported) - inside:
                    if not self._is_builder(importer, imported, module):
                        yield f"{importer} imports {imported}"

    @staticmethod
    def _is_builder(importer: str, imported: str, module: str) -> bool:
        return imported.startswith(f"{module}.testing") and ".testing" in importer

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print every import that came past a door."""
        for trespass in check.metadata["trespasses"]:
            output.print_error(trespass, bold=False)
