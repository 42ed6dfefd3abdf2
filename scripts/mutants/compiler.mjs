import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { root } from '../check/sources.mjs'

/** Says whether a file still compiles with another text: its own types are checked, those of files that import it are not. */
export function createCompiler(files) {
  const texts = new Map()
  const versions = new Map()
  const { options } = ts.parseJsonConfigFileContent(readConfig('tsconfig.test.json'), ts.sys, root)
  const names = files.map((file) => path.join(root, file))
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => names,
    getScriptVersion: (file) => String(versions.get(file) ?? 0),
    getScriptSnapshot: (file) => {
      const text = texts.get(file) ?? ts.sys.readFile(file)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
  })
  const set = (file, text) => {
    if (text === undefined) texts.delete(file)
    else texts.set(file, text)
    versions.set(file, (versions.get(file) ?? 0) + 1)
  }
  return (relative, text) => {
    const file = path.join(root, relative)
    set(file, text)
    const isGood = service.getSyntacticDiagnostics(file).length === 0 && service.getSemanticDiagnostics(file).length === 0
    set(file, undefined)
    return isGood
  }
}

function readConfig(name) {
  const { config } = ts.parseConfigFileTextToJson(name, readFileSync(path.join(root, name), 'utf8'))
  return { ...config, include: [], files: [] }
}
