import ts from 'typescript'

/** The text of a file that notes, whenever it runs, which of these mutants it passes. */
export function trace(file, text, mutants) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const puts = mutants.flatMap((mutant) => marksFor(source, mutant)).sort((a, b) => b.at - a.at || b.rank - a.rank)
  return puts.reduce((whole, { at, put }) => whole.slice(0, at) + put + whole.slice(at), text)
}

function marksFor(source, { id, start, end }) {
  const call = `globalThis.tenureHits?.add(${id})`
  for (let node = nodeAt(source, start, end); node.parent !== undefined; node = node.parent) {
    const { parent } = node
    if (ts.isArrowFunction(parent) && parent.body === node && !ts.isBlock(node)) {
      return [
        { at: node.getStart(), put: `(${call}, (`, rank: 0 },
        { at: node.getEnd(), put: '))', rank: 1 },
      ]
    }
    if (ts.isBlock(node) && ts.isFunctionLike(parent) && node.getStart() === start) return [{ at: start + 1, put: `${call};`, rank: 0 }]
    if (ts.isSourceFile(parent) || ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent))
      if (ts.isStatement(node)) return [{ at: node.getStart(), put: `;${call};`, rank: 0 }]
  }
  return []
}

function nodeAt(source, start, end) {
  let found = source
  const visit = (node) => {
    if (node.getStart() > start || node.getEnd() < Math.min(end, node.getEnd() + 1) || node.getEnd() <= start) return
    found = node
    if (node.getStart() < start || node.getEnd() > end) ts.forEachChild(node, visit)
  }
  ts.forEachChild(source, visit)
  return found
}
