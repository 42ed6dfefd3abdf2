import type { ActionContract } from '@tenure/core/contract'
import type { undoContract } from '@tenure/core/page'

/** What is taken back as one: what an action did under a key, or a group that the history names. */
export type UndoTarget = InputOf<typeof undoContract>
type InputOf<C> = C extends ActionContract<infer _Input, infer _Output, infer Asked> ? Asked : never
/** What became of something that a person did. A success goes by itself; a refusal stays until it is closed. */
export interface Toast {
  readonly tone: 'running' | 'done' | 'refused'
  readonly title: string
  /** Its sign, where nothing was done that a tick would stand for. */
  readonly icon?: 'bell'
  /** What it concerns. */
  readonly about?: string
  readonly detail?: string
  /** What *Undo* takes back; absent where it is final. */
  readonly undo?: UndoTarget
  /** What the person may do about it; the toast closes then. */
  readonly choices?: readonly ToastChoice[]
}
export interface ToastChoice {
  readonly label: string
  readonly isMain?: boolean
  readonly run: () => void
}
export interface ShownToast extends Toast {
  readonly id: number
}
