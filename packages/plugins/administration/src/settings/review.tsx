import { Button, Dialog, type Text } from '@tenure/web/parts'
import type { ReactNode } from 'react'

/** One change that a save would make, as people read it. */
export interface ReviewedChange {
  readonly field: string
  readonly label: string
  readonly before: string
  readonly after: string
}
interface ReviewProps {
  readonly text: Text
  readonly what: string
  readonly changes: readonly ReviewedChange[]
  readonly close: () => void
}

/** What a save would change: the old value of each field, and the new one. */
export function Review({ text, what, changes, close }: ReviewProps): ReactNode {
  return (
    <Dialog title={text('Changes in {what}', { what })} close={close}>
      <dl className="review">
        {changes.map(({ field, label, before, after }) => (
          <div key={field}>
            <dt>{label}</dt>
            <dd dir="auto">
              <s>{before}</s> → <b>{after}</b>
            </dd>
          </div>
        ))}
      </dl>
      <div className="send">
        <Button onPress={close}>{text('Close')}</Button>
      </div>
    </Dialog>
  )
}
