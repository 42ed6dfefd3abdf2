import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { filesBelow, packages, root } from './sources.mjs'

const most = 80
const entriesOf = (folder) =>
  filesBelow(`${folder}/src`)
    .filter((file) => /\/src\/index(\.\w+)?\.ts$/.test(file))
    .sort()
const reportFile = (manifest) => path.join(root, 'api', `${manifest.name.replace('@tenure/', '')}.api.md`)

/** Problems of the public names: too many, without a docstring, or other than the report says. `write` renews the reports. */
export function checkPublicApi({ write = false } = {}) {
  const entries = packages.flatMap(({ folder, manifest }) => entriesOf(folder).map((file) => ({ file, manifest })))
  const program = ts.createProgram(
    entries.map(({ file }) => path.join(root, file)),
    compilerOptions(),
  )
  const checker = program.getTypeChecker()
  const lists = entries.map(({ file, manifest }) => ({ file, manifest, names: publicNames(program, checker, file) }))
  const problems = lists.flatMap(({ file, names }) => [
    ...(names.length > most ? [`${file} has ${names.length} public names; at most ${most} fit one reader.`] : []),
    ...names.filter(({ isDocumented }) => !isDocumented).map(({ name }) => `${file}: ${name} has no docstring.`),
  ])
  return [
    ...problems,
    ...packages.flatMap(({ manifest }) =>
      reportProblems(
        manifest,
        lists.filter((list) => list.manifest === manifest),
        write,
      ),
    ),
  ]
}

function compilerOptions() {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.test.json'), ts.sys.readFile)
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options
}

function publicNames(program, checker, file) {
  const source = program.getSourceFile(path.join(root, file))
  const module = source && checker.getSymbolAtLocation(source)
  if (!module) return []
  return checker
    .getExportsOfModule(module)
    .map((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
      const declarations = (symbol.declarations ?? []).filter(
        (declaration) => !declaration.getSourceFile().fileName.includes('node_modules'),
      )
      const isForeign = declarations.length === 0
      return {
        name: exported.name,
        isDocumented: isForeign || symbol.getDocumentationComment(checker).length > 0,
        text: declarations.map(toText).join('\n'),
      }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

// What a user sees of a declaration: everything but the body and what is private.
function toText(declaration) {
  const printer = ts.createPrinter({ removeComments: true })
  const print = (node) => printer.printNode(ts.EmitHint.Unspecified, node, declaration.getSourceFile())
  if (ts.isFunctionDeclaration(declaration)) return `${head(declaration, declaration.body)};`
  if (ts.isVariableDeclaration(declaration))
    return `const ${declaration.type ? `${declaration.name.getText()}: ${print(declaration.type)}` : declaration.name.getText()};`
  if (ts.isClassDeclaration(declaration))
    return [
      `class ${declaration.name?.text}`,
      ...declaration.members.filter(isPublic).map((member) => `  ${head(member, member.body)};`),
    ].join('\n')
  return print(declaration).replace(/^export /, '')
}
function head(node, body) {
  const text = node.getText()
  return (body ? text.slice(0, body.getStart() - node.getStart()) : text)
    .replace(/^export /, '')
    .replace(/\s+/g, ' ')
    .trim()
}
function isPublic(member) {
  return !(member.name && ts.isPrivateIdentifier(member.name))
}

function reportProblems(manifest, lists, write) {
  const text = [
    `# ${manifest.name}\n`,
    ...lists.map(
      ({ file, names }) =>
        `## ${path.basename(file)} (${names.length})\n\n\`\`\`ts\n${names.map((each) => each.text || each.name).join('\n')}\n\`\`\`\n`,
    ),
  ].join('\n')
  const file = reportFile(manifest)
  if (write) {
    writeFileSync(file, text)
    return []
  }
  const known = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return known === text
    ? []
    : [`api/${path.basename(file)} does not say what is public now. Look at the difference, then run: pnpm run api`]
}
