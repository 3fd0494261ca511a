"""Generates the client for Python from docs/openapi.json into the folder `generated`, and checks its types and the tour's.

Runs in the environment that scripts/lib/python_environments.sh makes, needs no network, and prints only failures.
plenum/tests/it/clients.rs then runs the tour against a server.
"""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE / "../../../docs/openapi.json"
GENERATED = HERE / "generated"
PROGRAMS = Path(sys.executable).parent


def run(program: str, *arguments: str | Path) -> None:
    command = [PROGRAMS / program, *arguments]
    finished = subprocess.run(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if finished.returncode != 0:
        sys.exit(f"{program} failed:\n{finished.stdout}")


def main() -> None:
    GENERATED.mkdir(exist_ok=True)
    document = GENERATED / "openapi.json"
    # The copy says, also to the test that runs the tour, of which document the client is.
    document.unlink(missing_ok=True)
    client = GENERATED / "plenum_client"
    run(
        "openapi-python-client", "generate", "--path", DOCUMENT, "--config", "config.yaml",
        "--meta", "none", "--output-path", client, "--overwrite", "--fail-on-warning",
    )  # fmt: skip
    run("mypy", "--strict", "--cache-dir", GENERATED / "mypy", client, HERE / "tour.py", HERE / "check.py")
    shutil.copyfile(DOCUMENT, document)


main()
