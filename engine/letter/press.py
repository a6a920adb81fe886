"""The press: a process of its own, started by path, that turns one template into one PDF and can be killed.

It reads {"root", "template", "data", "timestamp", "memory"} as JSON and writes the PDF, or says on stderr why not.
"""

import json
import sys

import typst


def main() -> int:
    """0 with the PDF on stdout, 1 with {"message", "hints"} as JSON on stderr."""
    asked = json.load(sys.stdin)
    _bound(asked["memory"])
    try:
        pdf = typst.compile(
            f"{asked['root']}/{asked['template']}", root=asked["root"], format="pdf", ignore_system_fonts=True,
            sys_inputs={"data": asked["data"]}, pdf_standards=["a-2b"], timestamp=asked["timestamp"],
            package_path=f"{asked['root']}/none", package_cache_path=f"{asked['root']}/none",
        )  # fmt: skip
    except typst.TypstError as error:
        json.dump({"message": error.diagnostic or error.message, "hints": error.hints}, sys.stderr)
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows, where the time limit alone stands
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    sys.exit(main())
