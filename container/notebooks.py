"""Runs a notebook cell by cell, with its output in the log."""
import json, os, re, signal, sys
from place import ENV, WORK, Refused, say, tree

def notebook():
    program = json.loads(ENV["BODYWORK_PROGRAM"])
    try:
        import ipykernel, nbclient, nbformat  # nbconvert brings them too
    except ImportError as error:
        raise Refused("%s needs nbclient and ipykernel in the stage's requirements: %s" % (program["path"], error))
    book = nbformat.read(os.path.join(tree(), program["path"]), as_version=4)
    # People know cells by their place in the file; what is put in between has none.
    numbers, count = {id(cell): number for number, cell in enumerate(book.cells, 1)}, len(book.cells)
    code = "\n".join("%s = %r" % pair for pair in (program.get("parameters") or {}).items())
    tags = [cell.metadata.get("tags", []) for cell in book.cells]
    old, after = ([i for i, tag in enumerate(tags) if name in tag] for name in ("injected-parameters", "parameters"))
    if code:
        cell = nbformat.v4.new_code_cell(code, metadata={"tags": ["injected-parameters"]})
        at = old[0] if old else after[0] + 1 if after else 0
        book.cells[at:at + len(old[:1])] = [cell]
    for cell in book.cells:
        cell.update({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})
    # A Python kernel's name on the author's machine (a conda environment, often) means nothing here.
    spec, failed, begun = book.metadata.get("kernelspec", {}), [], []
    kernel = "python3" if spec.get("language", "python") == "python" else spec.get("name")
    class Client(nbclient.NotebookClient):
        def output(self, outs, msg, display_id, cell_index):
            content, kind = msg["content"], msg["msg_type"]
            if kind == "stream":
                print(content["text"], end="", flush=True, file=sys.stderr if content.get("name") == "stderr" else sys.stdout)
            elif kind in ("execute_result", "display_data"):
                print(content["data"].get("text/plain", ""), flush=True)
            elif kind == "error":
                trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(content["traceback"]))
                failed.append((content["ename"], content["evalue"], trace))
                say("cell %s failed\n%s" % (numbers.get(id(book.cells[cell_index]), "of parameters"), trace))
            return super().output(outs, msg, display_id, cell_index)
        async def async_execute_cell(self, cell, cell_index, *rest, **more):
            if cell.cell_type == "code" and cell.source.strip():
                begun.append(cell)
                first = next((line for line in cell.source.splitlines() if line.strip() and not line.lstrip().startswith("#")), "")
                if id(cell) in numbers:
                    say("cell %d of %d: %s" % (numbers[id(cell)], count, first.strip()[:60]))
            return await super().async_execute_cell(cell, cell_index, *rest, **more)
    client = Client(book, timeout=None, kernel_name=kernel, resources={"metadata": {"path": os.getcwd()}})
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # so that the cells done so far are saved
    try:
        client.execute()
        return 0
    except Exception as error:
        name, value, trace = (failed + [(type(error).__name__, error, "")])[0]
        number = numbers.get(id(begun[-1])) if begun else None
        line = line_in_file(os.path.join(tree(), program["path"]), number, begun[-1].source, trace) if number else 1
        say("%s:%d: cell %s failed: %s: %s" % (program["path"], line, number or "of parameters", name, value))
        return 1
    finally:
        nbformat.write(book, os.path.join(WORK, "notebook.ipynb"))

def line_in_file(path, number, source, trace):
    """Where in the notebook's file the failed line stands, as near as its layout tells."""
    lines = open(path, encoding="utf-8").read().splitlines()
    starts = [index for index, line in enumerate(lines) if re.match(r'[\s{].*"source": ?|"source": ?', line)]
    if len(starts) < number:
        return 1
    start, end = starts[number - 1], (starts + [len(lines)])[number]
    arrow, texts = re.search(r"-> *(\d+)", trace), source.splitlines()
    text = json.dumps(texts[int(arrow.group(1)) - 1], ensure_ascii=False)[:-1] if arrow and int(arrow.group(1)) <= len(texts) else None
    found = [index for index in range(start, end) if text and lines[index].strip().startswith(text)]
    return (found or [start])[0] + 1
