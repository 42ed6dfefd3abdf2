import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useSource } from '../data/use-source.js'
import { useRuns } from '../run/use-runs.js'
import { useKeys } from '../shell/keys.js'
import { usePendingEdits } from '../write/use-pending.js'
import type { ShownToast, Toast } from './toast.js'
import { ToastList } from './toast-list.js'

/** The one place where the page says what became of actions. */
export interface Toasts {
  /** Shows it, in the place of an earlier one if that is named, and returns its number. */
  readonly show: (toast: Toast, inPlaceOf?: number) => number
  readonly close: (id: number) => void
  readonly undo: (toast: ShownToast) => Promise<void>
}

const ToastsContext = createContext<Toasts | undefined>(undefined)
const mostShown = 3
const mostUndone = 20

/** The page's toasts. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext)
  if (toasts === undefined) throw new Error('A toast was shown outside of its place.')
  return toasts
}

interface ToastProviderProps {
  /** When the changes that are on their way have been answered; `undefined` if there are none. */
  readonly answered: () => Promise<void> | undefined
  readonly children: ReactNode
}

/** Gives the page its toasts, draws them, and undoes the latest change on Ctrl Z. */
export function ToastProvider({ answered, children }: ToastProviderProps): ReactNode {
  const source = useSource()
  const words = useWords()
  const edits = usePendingEdits()
  const { follow } = useRuns()
  const [shown, setShown] = useState<readonly ShownToast[]>([])
  const undoable = useRef<readonly ShownToast[]>([])
  const numbers = useRef(0)
  const show = useCallback<Toasts['show']>((toast, inPlaceOf) => {
    const next = { ...toast, id: inPlaceOf ?? ++numbers.current }
    setShown((before) => {
      const isThere = before.some(({ id }) => id === next.id)
      return isThere ? before.map((one) => (one.id === next.id ? next : one)) : [...before, next].slice(-mostShown)
    })
    if (next.undo !== undefined) undoable.current = [...undoable.current, next].slice(-mostUndone)
    return next.id
  }, [])
  const close = useCallback<Toasts['close']>((id) => setShown((before) => before.filter((one) => one.id !== id)), [])
  const undo = useCallback<Toasts['undo']>(
    async (toast) => {
      undoable.current = undoable.current.filter((one) => one !== toast)
      if (toast.undo === undefined) return
      const { about } = toast
      const id = show({ tone: 'running', title: words.write.undoing, ...(about !== undefined && { about }) }, toast.id)
      const target = toast.undo
      const undone = await import('./undo.js').then(
        ({ undoToast }) => undoToast(source, target, words, (report) => follow(report, { does: 'undo' })),
        (): Toast => ({ tone: 'refused', title: words.write.notUndone, undo: target }),
      )
      edits.forgetSent()
      show({ ...undone, ...(about !== undefined && { about }) }, id)
    },
    [source, words, show, edits, follow],
  )
  const toasts = useMemo(() => ({ show, close, undo }), [show, close, undo])
  const undoLatest = (): boolean => {
    const latest = undoable.current.at(-1)
    if (latest !== undefined) void undo(latest)
    return latest !== undefined
  }
  useUndoKey(() => {
    // A change that is on its way is later than all that can be undone by now.
    const answers = answered()
    if (answers === undefined) return undoLatest()
    void answers.then(undoLatest)
    return true
  })
  return (
    <ToastsContext value={toasts}>
      {children}
      <ToastList toasts={shown} close={close} undo={(toast) => void undo(toast)} />
    </ToastsContext>
  )
}

function useUndoKey(undoLatest: () => boolean): void {
  useKeys({ 'Ctrl z': undoLatest })
}
