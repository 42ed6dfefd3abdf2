import { type ReactNode, Suspense } from 'react'
import { lazily } from '../early/lazily.js'
import type { ChooseProps, ChooseSeveralProps } from './choosing.js'
import { useField } from './field.js'

const ChooseBox = lazily('ChooseBox', () => import('./choose-box.js'))
const ChooseManyBox = lazily('ChooseManyBox', () => import('./choose-box.js'))

/** Chooses one of many: typing narrows the list. */
export function Choose(props: ChooseProps): ReactNode {
  const field = useField()
  return (
    <Suspense fallback={<Waiting />}>
      <ChooseBox {...props} field={field} />
    </Suspense>
  )
}

/** Chooses several of many, which are shown as chips in their order. */
export function ChooseSeveral(props: ChooseSeveralProps): ReactNode {
  const field = useField()
  return (
    <Suspense fallback={<Waiting />}>
      <ChooseManyBox {...props} field={field} />
    </Suspense>
  )
}

function Waiting(): ReactNode {
  return <div className="editor-line form-line" aria-busy="true" />
}
