"""The press: a process of its own, started by path, that compiles templates to PDFs one by one and can be killed.

Each line it reads is {"root", "template", "data", "timestamp"} as JSON; each answer is a line of JSON, {"pdf": size}
followed by as many bytes, or {"message", "hints"} saying why there are none. Its argument is how many bytes of
addresses it may use. It ends with its standard input.
"""

import json
import sys
from typing import Any

import typst


def main() -> int:
    """Print until the standard input ends."""
    _bound(int(sys.argv[1]))
    for line in sys.stdin.buffer:
        reply, pdf = _printed(json.loads(line))
        sys.stdout.buffer.write(json.dumps(reply).encode() + b"\n" + pdf)
        sys.stdout.buffer.flush()
    return 0


def _printed(order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        pdf = typst.compile(
            f"{order['root']}/{order['template']}",
            root=order["root"],
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"data": order["data"]},
            pdf_standards=["a-2b"],
            timestamp=order["timestamp"],
            package_path=f"{order['root']}/none",
            package_cache_path=f"{order['root']}/none",
        )
    except typst.TypstError as error:
        return {"message": error.diagnostic or error.message, "hints": error.hints}, b""
    return {"pdf": len(pdf)}, pdf


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows, where the time limit alone stands
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    sys.exit(main())
