import { createContext, useContext, useEffect, useState } from 'react'
import { type Connection, type Frame, forgetsValue, type Problem, type Source } from './wire.js'

const SourceContext = createContext<Source | undefined>(undefined)

/** Gives the page its source of data. */
export const SourceProvider = SourceContext.Provider

/** The page's source of data. */
export function useSource(): Source {
  const source = useContext(SourceContext)
  if (source === undefined) throw new Error('The page was drawn outside of its source of data.')
  return source
}

/** A live answer: the last good value, what is wrong where something is, and a way to ask anew. */
export interface Watched<T> {
  readonly value?: T
  readonly asOf?: number
  readonly problem?: Problem
  readonly retry: () => void
}

/** Watches a provider while the component stands; `undefined` watches nothing. */
export function useWatch<T>(provider: string | undefined, input?: unknown): Watched<T> {
  const source = useSource()
  const key = JSON.stringify([provider, input])
  const [turn, setTurn] = useState(0)
  const [taken, setTaken] = useState<{ readonly key: string; readonly frame?: Frame<T> }>({ key })
  useEffect(() => {
    if (provider === undefined) return
    const subscription = source
      .watch<T>(provider, input)
      .subscribe((frame) => setTaken((was) => ({ key, frame: keepValue(was.key === key ? was.frame : undefined, frame) })))
    return () => subscription.unsubscribe()
  }, [source, key, turn])
  const frame = taken.key === key ? taken.frame : undefined
  return {
    retry: () => setTurn(turn + 1),
    ...(frame?.value === undefined ? {} : { value: frame.value }),
    ...(frame?.asOf === undefined ? {} : { asOf: frame.asOf }),
    ...(frame?.state === 'stale' ? { problem: frame.problem } : {}),
  }
}

/** A broken stream keeps its last good value, even when the frame that says so has none. */
function keepValue<T>(was: Frame<T> | undefined, frame: Frame<T>): Frame<T> {
  if (frame.state === 'live' || frame.value !== undefined || was?.value === undefined || forgetsValue(frame.problem)) return frame
  return { ...frame, value: was.value, ...(was.asOf === undefined ? {} : { asOf: was.asOf }) }
}

/** How the line to the server is. */
export function useConnection(): Connection {
  const source = useSource()
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' })
  useEffect(() => {
    const subscription = source.connection$.subscribe(setConnection)
    return () => subscription.unsubscribe()
  }, [source])
  return connection
}
