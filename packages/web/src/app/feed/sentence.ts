/** A part of a sentence: a text, the thing that it is about, or a value. */
export type Said = { readonly text: string } | { readonly thing: true } | { readonly value: string }

/**
 * The parts of a sentence. What is in brackets is left out where a value in it is missing; so is a value itself. A sentence that does not name the
 * thing does without it.
 */
export function sayParts(sentence: string, values: Readonly<Record<string, string | undefined>>): readonly Said[] {
  const pieces = sentence.split(/\[([^\]]*)\]/)
  const kept = pieces.filter((piece, at) => at % 2 === 0 || namesIn(piece).every((name) => name === 'thing' || values[name] !== undefined))
  const parts = kept.join('').split(/(\{\w+\})/)
  return parts.flatMap((part): readonly Said[] => {
    const [name] = namesIn(part)
    if (name === undefined) return part === '' ? [] : [{ text: part }]
    if (name === 'thing') return [{ thing: true }]
    return values[name] === undefined ? [] : [{ value: values[name] }]
  })
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? [])
}
