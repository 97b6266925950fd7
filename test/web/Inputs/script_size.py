"""script_size.py LIMIT FILE...: what the files hold of JavaScript, in pages the scripts, is at most
LIMIT bytes long."""

import re
import sys


def scripts(path):
    text = open(path, encoding="utf-8").read()
    if path.endswith(".html"):
        return "".join(re.findall(r"<script[^>]*>(.*?)</script>", text, re.S))
    return text


limit = int(sys.argv[1])
size = sum(len(scripts(path).encode()) for path in sys.argv[2:])
print(f"{size} bytes of JavaScript, at most {limit}")
sys.exit(size > limit)
