import type { Problem } from '@tenure/core/contract'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { actionOf } from '../data/named.js'
import { type FilledIn, useFilledIn } from '../data/use-filled-in.js'
import { useSource } from '../data/use-source.js'
import { Icon } from '../part/icon.js'
import { BlockFrame } from './block-frame.js'
import { FormField, valuesOf } from './form-field.js'
import type { Blocks, Drawn } from './renderer.js'
import { NoRecord } from './sourced.js'

type State = { readonly step: 'open' | 'sending' | 'done' } | { readonly step: 'refused'; readonly problem: Problem }

/** The inputs of an action, to be filled in by a person. */
export function Form({ block }: Drawn<'form'>): ReactNode {
  const filled = useFilledIn(block.input)
  return (
    <BlockFrame kind="form" title={block.title}>
      {filled === undefined ? <NoRecord /> : <Fields block={block} filled={filled} />}
    </BlockFrame>
  )
}

interface FieldsProps {
  readonly block: Blocks['form']
  readonly filled: FilledIn
}

function Fields({ block, filled }: FieldsProps): ReactNode {
  const source = useSource()
  const frame = useRef<HTMLFormElement>(null)
  const [state, setState] = useState<State>({ step: 'open' })
  useEffect(() => {
    if (state.step === 'refused') frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [state])
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (state.step === 'sending') return
    const form = event.currentTarget
    setState({ step: 'sending' })
    const takesNone = block.fields.length === 0 && filled.input === undefined
    const given = takesNone ? undefined : { ...filled.input, ...valuesOf(block.fields, new FormData(form)) }
    const outcome = await source.act(actionOf(block.action), given)
    setState(outcome.ok ? { step: 'done' } : { step: 'refused', problem: outcome.problem })
    if (outcome.ok) form.reset()
  }
  const errors = state.step === 'refused' ? errorsOf(state.problem) : new Map<string, string>()
  return (
    <form ref={frame} className="fields" onSubmit={send} onChange={() => state.step === 'done' && setState({ step: 'open' })}>
      {block.fields.map((field) => (
        <FormField key={field.field} field={field} error={errors.get(field.field)} />
      ))}
      <div className="send">
        <button type="submit" className="btn" aria-disabled={state.step === 'sending'}>
          {block.title ?? 'Send'}
        </button>
        <Result state={state} isShownAbove={errors.size > 0} />
      </div>
    </form>
  )
}

function Result({ state, isShownAbove }: { readonly state: State; readonly isShownAbove: boolean }): ReactNode {
  if (state.step === 'refused')
    return (
      <p className="err" role="alert">
        <Icon name="alert" size={12} />
        {isShownAbove ? 'Some fields need a change.' : state.problem.message}
      </p>
    )
  return (
    <p className="small t2" role="status">
      {state.step === 'done' ? 'Saved' : state.step === 'sending' ? 'Saving' : ''}
    </p>
  )
}

/** What is wrong with each field, where the problem says so. */
function errorsOf(problem: Problem): ReadonlyMap<string, string> {
  const issues = problem.code === 'input.invalid' ? problem.details.issues : []
  return new Map(issues.filter(({ path }) => path.length > 0).map(({ path, message }) => [String(path[0]), message]))
}
