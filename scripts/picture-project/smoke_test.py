import sys
import urllib.request

with urllib.request.urlopen(sys.argv[1], timeout=10) as answer:
    print("served:", answer.read().decode())
