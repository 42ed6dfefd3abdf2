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

/** Translates by the English text; `{n}` in it is any number. */
export function translatorOf(texts: Readonly<Record<string, string>>): Translate {
  const find = (text: string) => (Object.hasOwn(texts, text) ? texts[text] : undefined)
  return (text) => {
    const exact = find(text)
    const numbers = exact === undefined ? text.match(/\d+/g) : null
    if (numbers === null) return exact ?? text
    let at = 0
    return find(text.replace(/\d+/g, '{n}'))?.replace(/\{n\}/g, () => numbers[at++] ?? '') ?? text
  }
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
