import ts from 'typescript'
import { filesBelow, isTest, readSource } from './sources.mjs'

/** Attributes that people read or hear. */
const spoken = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'lead',
  'placeholder',
  'tip',
  'title',
  'what',
])
/** Two letters in a row: one alone is the name of a key. */
const hasWord = /^(?!https:).*\p{L}{2}/su
/** A phrase, as people write it. */
const isPhrase = (text) => /^\p{Lu}\p{Ll}+[\p{Ll},]* .*\p{L}{2}/u.test(text)

/** Texts of the page outside of its catalogue (SDK-17): what JSX says, what attributes say, and phrases anywhere else in it. */
export function checkWords() {
  return filesBelow('packages/web/src/app')
    .filter((file) => !isTest(file))
    .flatMap((file) => textsOutside(file, readSource(file).text))
}

/** The problems of one file of the page. */
export function textsOutside(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
  const problems = []
  const visit = (node) => {
    const said = wordsOf(node)
    if (said !== undefined) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
      problems.push(`${file}:${line} says “${said.trim()}” itself; a text of the page is in packages/web/src/words, in every language.`)
    }
    if (!isForAuthors(node)) ts.forEachChild(node, visit)
  }
  visit(source)
  return problems
}

function wordsOf(node) {
  if (ts.isJsxText(node)) return hasWord.test(node.text) && !isInKey(node) ? node.text : undefined
  const text = textOf(node)
  if (text === undefined) return undefined
  return (isSpoken(node) ? hasWord : { test: isPhrase }).test(text) ? text : undefined
}

function textOf(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  return ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…') : undefined
}

/** Whether a text is the value of such an attribute, or a child of JSX: alone, or as a branch of a choice. */
function isSpoken(node) {
  const { parent } = node
  if (ts.isJsxAttribute(parent)) return spoken.has(parent.name.getText())
  if (ts.isJsxExpression(parent)) return ts.isJsxAttribute(parent.parent) ? spoken.has(parent.parent.name.getText()) : !isInKey(parent)
  const isBranch = ts.isConditionalExpression(parent) && parent.condition !== node
  const isFallback = ts.isBinaryExpression(parent) && parent.right === node && /^(\?\?|\|\||&&)$/.test(parent.operatorToken.getText())
  return (isBranch || isFallback || ts.isParenthesizedExpression(parent)) && isSpoken(parent)
}

const isInKey = ({ parent }) => ts.isJsxElement(parent) && parent.openingElement.tagName.getText() === 'kbd'

/** What the author of a plugin reads, not its user: errors, and the English message of a problem beside its code. */
function isForAuthors(node) {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return true
  if (ts.isNewExpression(node)) return /Error$/.test(node.expression.getText())
  return (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) && /^(message|reason)$/.test(node.name.getText())
}
