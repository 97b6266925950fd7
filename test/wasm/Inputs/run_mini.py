"""run_mini.py OCHREC FOLDER OUTPUT LEVEL NAME...: compiles the programs for WebAssembly, validates
the modules, runs them in Node.js, and compares what they print with FOLDER/NAME.stdout."""

import subprocess
import sys
from pathlib import Path

HOST = Path(__file__).with_name("host.mjs")


def main():
    ochrec, folder, output, level, *names = sys.argv[1:]
    failed = []
    for name in names:
        module = f"{output}.{name}.wasm"
        subprocess.run([ochrec, "--target=wasm32-unknown-unknown", "--edition=2021", "-Awarnings",
                        f"-Copt-level={level}", f"{folder}/{name}.rs", "-o", module], check=True)
        subprocess.run(["wasm-validate", module], check=True)
        ran = subprocess.run(["node", HOST, module], capture_output=True, check=False, text=True)
        expected = Path(folder, f"{name}.stdout").read_text(encoding="utf-8")
        if ran.stdout != expected or ran.returncode != 0:
            failed.append(name)
            print(f"{name}: exit status {ran.returncode}\n{ran.stdout}\n{ran.stderr}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
