import { type ReactNode, useEffect } from 'react'
import { Icon } from '../part/icon.js'
import type { RunState } from './offer.js'

interface OutcomeNoteProps {
  readonly state: RunState | undefined
  readonly close: () => void
}
const shownMs = 6_000

/** What became of an action. A success goes by itself; a refusal stays until it is closed. */
export function OutcomeNote({ state, close }: OutcomeNoteProps): ReactNode {
  useEffect(() => {
    if (state?.step !== 'done') return
    const timer = setTimeout(close, shownMs)
    return () => clearTimeout(timer)
  }, [state])
  const isRefused = state?.step === 'refused'
  return (
    <>
      {/* The region is there before its text, so that a screen reader reads the text. */}
      <div role="status">{state === undefined || isRefused ? null : <Note state={state} close={close} />}</div>
      {isRefused ? (
        <div role="alert">
          <Note state={state} close={close} />
        </div>
      ) : null}
    </>
  )
}

const words = { running: 'Saving', done: 'Saved', refused: 'Not saved' } as const

function Note({ state, close }: { readonly state: RunState; readonly close: () => void }): ReactNode {
  const { offer, subject, step, problem } = state
  return (
    <div className={`toast ${step}`}>
      {step === 'running' ? null : <Icon name={step === 'done' ? 'check' : 'alert'} size={16} />}
      <div className="grow">
        <p>
          <b>{words[step]}</b> <span className="t2">{`${offer.title} · ${subject}`}</span>
        </p>
        {problem === undefined ? null : <p className="small why-not">{problem.message}</p>}
      </div>
      {step === 'running' ? null : (
        <button type="button" className="ib" aria-label="Close this message" onClick={close}>
          <Icon name="x" size={14} />
        </button>
      )}
    </div>
  )
}
