"""run_mini.py OCHREC FILECHECK FOLDER OUTPUT LEVEL NAME...: compiles FOLDER/NAME.rs for
WebAssembly, validates the modules, runs them in Node.js, and gives what they print to FileCheck.
"""

import subprocess
import sys
from pathlib import Path

HOST = Path(__file__).with_name("host.mjs")


def main():
    ochrec, filecheck, folder, output, level, *names = sys.argv[1:]
    failed = []
    for name in names:
        module, source = f"{output}.{name}.wasm", f"{folder}/{name}.rs"
        subprocess.run([ochrec, "--target=wasm32-unknown-unknown", "--edition=2021", "-Awarnings",
                        f"-Copt-level={level}", source, "-o", module], check=True)
        subprocess.run(["wasm-validate", module], check=True)
        ran = subprocess.run(["node", HOST, module], capture_output=True, check=False)
        checked = subprocess.run([filecheck, source], input=ran.stdout, check=False)
        if checked.returncode != 0 or ran.returncode != 0:
            failed.append(name)
            print(f"{name}: exit status {ran.returncode}", ran.stderr.decode(), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
