import ts from 'typescript'

// The faults that are made: what a tired engineer could write. The list is fixed, so figures of different days compare.
// Each takes a node and gives its replacements as texts; `undefined` where it has none.

const { SyntaxKind: Kind } = ts
const swapped = new Map([
  [Kind.LessThanToken, '<='],
  [Kind.LessThanEqualsToken, '<'],
  [Kind.GreaterThanToken, '>='],
  [Kind.GreaterThanEqualsToken, '>'],
  [Kind.EqualsEqualsEqualsToken, '!=='],
  [Kind.ExclamationEqualsEqualsToken, '==='],
])
const connectives = new Map([
  [Kind.AmpersandAmpersandToken, '||'],
  [Kind.BarBarToken, '&&'],
])
const sums = new Map([
  [Kind.PlusToken, '-'],
  [Kind.MinusToken, '+'],
])
const opposites = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
])
const passable = new Set(['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed', 'trim', 'toLowerCase'])

const replaceOperator = (kinds) => (node) => {
  const text = ts.isBinaryExpression(node) ? kinds.get(node.operatorToken.kind) : undefined
  return text === undefined ? undefined : [`${node.left.getText()} ${text} ${node.right.getText()}`]
}
const methodOf = (node) => (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression : undefined)
const leaves = (statement) => {
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement
  return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isContinueStatement(last))
}

export const operators = {
  'condition negated': (node) =>
    (ts.isIfStatement(node.parent) && node.parent.expression === node) ||
    (ts.isConditionalExpression(node.parent) && node.parent.condition === node)
      ? [`!(${node.getText()})`]
      : undefined,
  'statement dropped': (node) => (ts.isExpressionStatement(node) ? [';'] : undefined),
  'early exit dropped': (node) =>
    ts.isIfStatement(node) && node.elseStatement === undefined && leaves(node.thenStatement) ? [';'] : undefined,
  'comparison changed': replaceOperator(swapped),
  'and with or exchanged': replaceOperator(connectives),
  'sum changed': replaceOperator(sums),
  'operand of a condition dropped': (node) =>
    ts.isBinaryExpression(node) && connectives.has(node.operatorToken.kind) ? [node.left.getText(), node.right.getText()] : undefined,
  'default dropped': (node) =>
    ts.isBinaryExpression(node) && node.operatorToken.kind === Kind.QuestionQuestionToken ? [node.left.getText()] : undefined,
  'await dropped': (node) => (ts.isAwaitExpression(node) ? [node.expression.getText()] : undefined),
  'number off by one': (node) =>
    ts.isNumericLiteral(node) && !ts.isLiteralTypeNode(node.parent) ? [String(Number(node.getText().replaceAll('_', '')) + 1)] : undefined,
  'truth exchanged': (node) => {
    if (ts.isLiteralTypeNode(node.parent)) return undefined
    if (node.kind === Kind.TrueKeyword) return ['false']
    return node.kind === Kind.FalseKeyword ? ['true'] : undefined
  },
  'not dropped': (node) =>
    ts.isPrefixUnaryExpression(node) && node.operator === Kind.ExclamationToken ? [node.operand.getText()] : undefined,
  'arguments exchanged': (node) => {
    if (!ts.isCallExpression(node) || node.arguments.length < 2) return undefined
    const [first, second, ...rest] = node.arguments.map((each) => each.getText())
    return first === second ? undefined : [`${node.expression.getText()}(${[second, first, ...rest].join(', ')})`]
  },
  'element dropped': (node) => {
    const isList = ts.isArrayLiteralExpression(node.parent) && node.parent.elements.length > 1
    return isList && node.parent.elements.includes(node) ? [{ text: '', upToNext: true }] : undefined
  },
  'option dropped': (node) =>
    ts.isObjectLiteralElementLike(node) && ts.isObjectLiteralExpression(node.parent) ? [{ text: '', upToNext: true }] : undefined,
  'call passed over': (node) => {
    const method = methodOf(node)
    return method !== undefined && passable.has(method.name.text) ? [method.expression.getText()] : undefined
  },
  'method exchanged': (node) => {
    const method = methodOf(node)
    const text = method && opposites.get(method.name.text)
    return text === undefined
      ? undefined
      : [`${method.expression.getText()}.${text}(${node.arguments.map((each) => each.getText()).join(', ')})`]
  },
  'body left empty': (node) => {
    const isBody = ts.isBlock(node) && ts.isFunctionLike(node.parent) && node.statements.length > 0
    return isBody ? ['{}'] : undefined
  },
}

/** All mutants of one file: where, what is there, what takes its place. Types, imports and the texts of messages are left alone. */
export function mutantsOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found = []
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isInterfaceDeclaration(node)) return
    for (const [operator, replace] of Object.entries(operators))
      for (const replacement of replace(node) ?? []) found.push({ file, operator, ...toChange(source, node, replacement) })
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(source, visit)
  return found
}

function toChange(source, node, replacement) {
  const start = node.getStart()
  const text = typeof replacement === 'string' ? replacement : replacement.text
  const end = replacement.upToNext ? afterComma(source.text, node.getEnd()) : node.getEnd()
  return { start, end, text, line: source.getLineAndCharacterOfPosition(start).line + 1 }
}

function afterComma(text, end) {
  const [comma] = /^\s*,?/.exec(text.slice(end)) ?? ['']
  return end + comma.length
}

/** The text of the file with the fault in it. */
export const mutate = (text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end)

/** The lines of the fault before and after, as a person compares them. */
export function difference(text, mutant) {
  const from = text.lastIndexOf('\n', mutant.start - 1) + 1
  const lineEnd = (whole, at) => (whole.indexOf('\n', at) < 0 ? whole.length : whole.indexOf('\n', at))
  const after = mutate(text, mutant)
  return {
    before: text.slice(from, lineEnd(text, mutant.end)).trim(),
    after: after.slice(from, lineEnd(after, mutant.start + mutant.text.length)).trim(),
  }
}
