import type { RejectedLine } from './calendar-event.js'

/** A line as it is before it was folded, and where it begins in the file. */
export interface CalendarLine {
  readonly line: number
  readonly text: string
}
/** A component that is read by itself, with its own lines alone. */
export interface CalendarComponent {
  readonly name: string
  readonly line: number
  readonly lines: readonly CalendarLine[]
}
/** How deep components may lie in each other: more is nobody's calendar. */
const deepest = 20

/** The components of a file, each with its own lines. What has no end, or is an end of nothing, is reported. */
export function splitComponents(text: string): {
  readonly components: readonly CalendarComponent[]
  readonly rejected: readonly RejectedLine[]
} {
  const open: { readonly name: string; readonly line: number; readonly lines: CalendarLine[] }[] = []
  const components: CalendarComponent[] = []
  const rejected: RejectedLine[] = []
  for (const { line, text: content } of unfold(text)) {
    const [, mark, name = ''] = /^(BEGIN|END):\s*([\w-]+)\s*$/i.exec(content) ?? []
    if (mark === undefined) open.at(-1)?.lines.push({ line, text: content })
    else if (mark.toUpperCase() === 'BEGIN') {
      if (open.length === deepest)
        return {
          components,
          rejected: [...rejected, { line, message: `Components lie more than ${deepest} deep; nothing from here on was read.` }],
        }
      open.push({ name: name.toUpperCase(), line, lines: [] })
    } else {
      const at = open.findLastIndex((each) => each.name === name.toUpperCase())
      if (at < 0) rejected.push({ line, message: `${content.slice(0, 40)} ends nothing that began; it was left out.` })
      // What lies within ends with it.
      for (const [index, each] of (at < 0 ? [] : open.splice(at)).entries()) {
        if (index === 0) components.push(each)
        else rejected.push(withoutEnd(each))
      }
    }
  }
  return {
    components,
    rejected: [...rejected, ...open.map(withoutEnd)],
  }
}

function withoutEnd({ line, name }: CalendarComponent): RejectedLine {
  return { line, message: `${name} has no end; it was left out.` }
}
function* unfold(text: string): Generator<CalendarLine> {
  let line = 0
  let current: { line: number; parts: string[] } | undefined
  for (const part of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    line++
    if (current !== undefined && /^[ \t]/.test(part)) current.parts.push(part.slice(1))
    else if (part.trim() !== '') {
      if (current !== undefined) yield { line: current.line, text: current.parts.join('') }
      current = { line, parts: [part] }
    }
  }
  if (current !== undefined) yield { line: current.line, text: current.parts.join('') }
}
