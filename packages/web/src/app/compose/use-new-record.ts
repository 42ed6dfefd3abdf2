import type { Outcome, Problem } from '@tenure/core/contract'
import { createRecordContract } from '@tenure/core/page'
import { useRef, useState } from 'react'
import type { FieldFault } from '../field/parsed.js'
import type { TextEnv } from '../field/value-text.js'
import { useReading } from '../format/use-formats.js'
import { useAct } from '../write/use-act.js'
import { type Draft, useDraft } from './drafts.js'
import { firstText, type NewRecord, readForm } from './read-form.js'
import { useTextEnv } from './use-text-env.js'

/** A link that a new record has from the start. */
export interface FirstLink {
  readonly association: string
  readonly id: string
}
/** How a new record is sent, and what is said then. */
export interface Sending {
  readonly title: string
  readonly about: string
  readonly links: readonly FirstLink[]
  /** Values that nobody is asked for. */
  readonly more?: Readonly<Record<string, string>>
}
type Created = Outcome<{ readonly id: string; readonly version: string }>
type Fault = FieldFault | { readonly message: string }

/** The form of a new record: what was typed, what is wrong with it, and the way to send it. Nothing is lost where it is refused. */
export interface NewRecordForm extends Pick<Draft, 'texts' | 'set' | 'clear'> {
  readonly env: TextEnv
  readonly faults: ReadonlyMap<string, Fault>
  /** Nothing has been written yet that could be saved. */
  readonly isEmpty: boolean
  readonly problem: Problem | undefined
  readonly isSending: boolean
  /** `undefined` where the form says what is wrong. */
  readonly send: (sending: Sending) => Promise<Created | undefined>
}

interface State {
  readonly faults: ReadonlyMap<string, Fault>
  readonly isEmpty?: boolean
  readonly problem?: Problem
  readonly isSending?: boolean
}
const clean: State = { faults: new Map() }

export function useNewRecord(made: NewRecord, about: string, hasOwner: boolean): NewRecordForm {
  const { me } = useReading()
  const env = useTextEnv()
  const draft = useDraft(about, () => Object.fromEntries(made.fields.map((field) => [field.name, firstText(field, env, Date.now())])))
  const [state, setState] = useState<State>(clean)
  const act = useAct()
  // Two keys, or a key and a press, send it once.
  const isBusy = useRef(false)
  const send = async ({ title, about: subject, links, more = {} }: Sending): Promise<Created | undefined> => {
    if (isBusy.current) return undefined
    const read = readForm(made, draft.texts, env)
    if (!read.ok) {
      setState({ faults: read.faults, isEmpty: read.isEmpty })
      return undefined
    }
    isBusy.current = true
    setState({ ...clean, isSending: true })
    const values = { ...(hasOwner && { owner: me }), ...more, ...read.values }
    const input = { type: made.type, values: values as never, links: [...links] }
    const outcome = await act(createRecordContract, input, { title, about: subject, isShownInPlace: true })
    isBusy.current = false
    setState(outcome.ok ? clean : { faults: faultsOf(outcome.problem, made), problem: outcome.problem })
    if (outcome.ok) draft.clear()
    return outcome
  }
  const { faults, isEmpty = false, problem, isSending = false } = state
  return {
    ...{ env, faults, isEmpty, problem, isSending, send, texts: draft.texts, clear: draft.clear },
    set: (name, text) => {
      draft.set(name, text)
      if (faults.size > 0 || isEmpty || problem !== undefined) setState(clean)
    },
  }
}

/** What the server says of single fields. */
function faultsOf(problem: Problem, { fields }: NewRecord): ReadonlyMap<string, Fault> {
  const issues = problem.code === 'input.invalid' ? problem.details.issues : []
  const named = issues.map(({ path, message }) => [String(path[0] === 'values' ? path[1] : path[0]), { message }] as const)
  if (problem.code === 'record.taken') return new Map([[problem.details.property, { message: problem.message }]])
  return new Map(named.filter(([name]) => fields.some((field) => field.name === name)))
}
