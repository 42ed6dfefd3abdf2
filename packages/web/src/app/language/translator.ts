import type { Frame, Problem } from '@tenure/core/contract'
import { map } from 'rxjs'
import type { Source } from '../data/source.js'
import type { Translate } from './translate.js'
import { translateAnswer } from './translate-answer.js'

/** Puts texts of plugins into the language of the page. */
export interface Translator {
  readonly text: Translate
  /** An answer of that provider with the texts of plugins in it translated. */
  readonly answer: <Answer>(provider: string, answer: Answer) => Answer
  /** A source that answers with them. What it is asked stays as it is. */
  readonly source: (source: Source) => Source
}

/** Says what went wrong by its code, in the language of the page. */
export type Say = (problem: Problem) => string

/** The translator by these texts; `say` is for problems whose message has none. */
export function createTranslator(texts: Readonly<Record<string, string>>, say: Say): Translator {
  const text = translatorOf(texts)
  return {
    ...{ text, answer: (provider, answer) => translateAnswer(provider, answer, text) },
    source: (source) => translatedSource(source, text, (problem) => spoken(problem, text, say)),
  }
}

// Elements of plugins show the message.
function spoken(problem: Problem, translate: Translate, say: Say): Problem {
  const translated = translate(problem.message)
  if (problem.code === 'input.invalid') return spokenInput(problem, translate)
  return { ...problem, message: translated === problem.message ? say(problem) : translated }
}

// One about an input says more than its code does, so what has no translation stays as it is.
function spokenInput(problem: Extract<Problem, { code: 'input.invalid' }>, translate: Translate): Problem {
  const given = problem.details?.issues ?? []
  const issues = given.map((issue) => ({ ...issue, message: translate(issue.message) }))
  const isWhole = issues.length > 0 && issues.every(({ message }, at) => message !== given[at]?.message)
  const message = translate(problem.message)
  const joined = issues.map(({ path, message: what }) => (path.length === 0 ? what : `${path.join('.')}: ${what}`)).join(' ')
  return { ...problem, message: isWhole && message === problem.message ? joined : message, details: { ...problem.details, issues } }
}

/** Translates by the English text; `{n}` in it is any number, and `{name}` in a sentence whatever is there, which is translated by itself. */
export function translatorOf(texts: Readonly<Record<string, string>>): Translate {
  const sentences = sentencesOf(texts)
  const known = new Map<string, string>()
  const find = (text: string) => (Object.hasOwn(texts, text) ? texts[text] : undefined)
  const translate: Translate = (text) => {
    const there = find(text) ?? known.get(text)
    if (there !== undefined) return there
    const made = withNumbers(text, find) ?? withParts(text, sentences, translate) ?? text
    if (known.size < mostKept) known.set(text, made)
    return made
  }
  return translate
}

const mostKept = 5_000
function withNumbers(text: string, find: (text: string) => string | undefined): string | undefined {
  const numbers = text.match(/\d+/g)
  let at = 0
  return numbers === null ? undefined : find(text.replace(/\d+/g, '{n}'))?.replace(/\{n\}/g, () => numbers[at++] ?? '')
}

interface Sentence {
  readonly matches: RegExp
  readonly parts: readonly string[]
  readonly says: string
}
// Only sentences: in a label that somebody gave, a part of it is no placeholder. The longest is the one that says most.
function sentencesOf(texts: Readonly<Record<string, string>>): readonly Sentence[] {
  return Object.entries(texts)
    .filter(([english]) => /\.(\s|$)/.test(english) && /\{(?!n\})\w+\}/.test(english))
    .sort(([one], [other]) => other.length - one.length)
    .map(([english, says]) => {
      const pieces = english.split(/\{(\w+)\}/)
      const pattern = pieces.map((piece, at) =>
        at % 2 === 0 ? piece.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`) : piece === 'n' ? String.raw`(-?[\d.]+)` : '(.+?)',
      )
      return { matches: new RegExp(`^${pattern.join('')}$`, 's'), parts: pieces.filter((_, at) => at % 2 === 1), says }
    })
}
function withParts(text: string, sentences: readonly Sentence[], translate: Translate): string | undefined {
  for (const { matches, parts, says } of sentences) {
    const [, ...found] = matches.exec(text) ?? []
    if (found.length === 0) continue
    const left = parts.map((part, at) => ({ part, says: translate(found[at] ?? '') }))
    return says.replace(/\{(\w+)\}/g, (whole, part) => {
      const at = left.findIndex((one) => one.part === part)
      return at < 0 ? whole : (left.splice(at, 1)[0]?.says ?? whole)
    })
  }
  return undefined
}

function translatedSource(source: Source, translate: Translate, speak: (problem: Problem) => Problem): Source {
  const toTranslated = <T>(id: string, frame: Frame<T>): Frame<T> => {
    const said = 'problem' in frame ? { ...frame, problem: speak(frame.problem) } : frame
    return said.value === undefined ? said : { ...said, value: translateAnswer(id, said.value, translate) }
  }
  return {
    ...source,
    read: async (provider, ...input) => {
      const outcome = await source.read(provider, ...input)
      return outcome.ok
        ? { ok: true, value: translateAnswer(provider.id, outcome.value, translate) }
        : { ok: false, problem: speak(outcome.problem) }
    },
    // A report of what was done names properties by their labels, as an answer does.
    act: async (action, ...given) => {
      const outcome = await source.act(action, ...given)
      return outcome.ok
        ? { ok: true, value: translateAnswer(action.id, outcome.value, translate) }
        : { ok: false, problem: speak(outcome.problem) }
    },
    watch: (provider, ...input) => source.watch(provider, ...input).pipe(map((frame) => toTranslated(provider.id, frame))),
  }
}
