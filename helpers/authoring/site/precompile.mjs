// Turn the wheels of a Pyodide folder, and its standard library, into bytecode with that very
// Pyodide, outside a browser: a lesson then starts in a third of the time.
// What was compiled once is kept: next time only what has changed is compiled anew.
// usage: node precompile.mjs FOLDER KEPT
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, kept] = process.argv.slice(2).map((name) => path.resolve(name));
const sha256 = (file) => crypto.createHash("sha256").update(fs.readFileSync(file)).digest("hex");
const PROGRAM = `
import importlib.util, io, re, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

UNUSED = re.compile(r"(^|/)(tests?|__pycache__)/|\\.(pyi|md)$|\\.dist-info/RECORD$|/$")

def compiled(file):
    read, made, names = zipfile.ZipFile(file), io.BytesIO(), []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        def put(name, data):
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, data)
            names.append(name)
        for entry in read.infolist():
            name, data = entry.filename, read.read(entry)
            if UNUSED.search(name):
                continue
            if name.endswith(".py"):
                try:
                    code = compile(data, name, "exec", dont_inherit=True)
                    data = _code_to_hash_pyc(code, importlib.util.source_hash(data), checked=False)
                    name += "c"
                except SyntaxError:
                    continue  # a test of a parser
            put(name, data)
        record = [n for n in read.namelist() if n.endswith(".dist-info/RECORD")]
        if record:
            put(record[0], "".join(n + ",,\\n" for n in (*names, record[0])))
    with open(file, "wb") as written:
        written.write(made.getvalue())
`;
fs.mkdirSync(kept, { recursive: true });
let python = null;
async function compile(name) {
  python ??= await start();
  python.globals.set("FILE", "/made/" + name);
  python.runPython("compiled(FILE)");
}
async function start() {
  const { loadPyodide } = await import(pathToFileURL(path.join(folder, "pyodide.mjs")));
  const made = await loadPyodide({ indexURL: folder + path.sep });
  made.FS.mkdirTree("/made");
  made.FS.mount(made.FS.filesystems.NODEFS, { root: folder }, "/made");
  made.runPython(PROGRAM);
  return made;
}
const lockFile = path.join(folder, "pyodide-lock.json");
const lock = JSON.parse(fs.readFileSync(lockFile, "utf8"));
const used = new Set();
const standard = { file_name: "python_stdlib.zip" }; // last: Pyodide itself starts from it
for (const entry of [...Object.values(lock.packages), standard]) {
  const file = path.join(folder, entry.file_name);
  if (!fs.existsSync(file)) continue; // fetched from elsewhere
  const ready = path.join(kept, sha256(file));
  used.add(ready);
  if (fs.existsSync(ready)) fs.copyFileSync(ready, file);
  else {
    await compile(entry.file_name);
    fs.copyFileSync(file, ready + ".new");
    fs.renameSync(ready + ".new", ready);
  }
  if (entry.sha256) entry.sha256 = sha256(file);
}
fs.writeFileSync(lockFile, JSON.stringify(lock));
for (const name of fs.readdirSync(kept)) if (!used.has(path.join(kept, name))) fs.rmSync(path.join(kept, name));
