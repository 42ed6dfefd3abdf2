import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type ListQuestion, type ListState, ListWindow } from '../data/list-window.js'
import { useSource } from '../data/use-source.js'
import { firstRows } from './list-question.js'

const none: ListState = { status: 'waiting', total: undefined, rows: new Map(), changed: new Map(), shift: { by: 0, turn: 0 } }
const noSubscription = () => () => {}
const patienceMs = 250

/** The live list of a question. For a moment after the question changed the list before stays in place of an empty page. */
export function useList(question: ListQuestion | undefined): {
  readonly list: ListWindow | undefined
  readonly state: ListState
  readonly isOld: boolean
} {
  const source = useSource()
  const key = question === undefined ? undefined : JSON.stringify(question)
  const [list, setList] = useState<ListWindow>()
  const [held, setHeld] = useState<ListState>()
  const current = useRef<ListWindow>(undefined)
  const asked = useRef(question)
  asked.current = question
  useEffect(() => {
    if (asked.current === undefined) return
    const next = new ListWindow(source, asked.current)
    setHeld(current.current?.getState())
    const timer = setTimeout(() => setHeld(undefined), patienceMs)
    current.current = next
    next.show(0, asked.current.reach?.mostInSight ?? firstRows)
    setList(next)
    return () => {
      clearTimeout(timer)
      next.close()
    }
  }, [source, key])
  const state = useSyncExternalStore(list?.subscribe ?? noSubscription, list?.getState ?? (() => none))
  const isOld = state.status === 'waiting' && held !== undefined
  return { list, state: isOld ? held : state, isOld }
}
