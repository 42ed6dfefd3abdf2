// The element of the page; what it draws is in the files beside it.
import type { pipelinesContract } from '@tenure/core/administration'
import { AdminSheet, type ElementContext, LoadingLines, registerElement, useLive, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { ShownPipelines } from './draft.js'
import { PipelinesPanel } from './pipelines-panel.js'

function Pipelines({ context }: { readonly context: ElementContext<typeof pipelinesContract> }): ReactNode {
  const text = useText()
  const types = useLive(context.answer)?.value
  if (types === undefined) return <LoadingLines lines={8} />
  const open = types.find(({ type }) => type === context.at)
  return (
    <AdminSheet
      title={text('Pipelines')}
      note={text('Stages, and which ways records take through them')}
      side={open && <PipelinesPanel key={open.type} shown={open} context={context} />}
    >
      <ul className="type-list">
        {types.map((one) => (
          <TypeLine key={one.type} shown={one} isOpen={one === open} open={() => context.goTo(one.type)} />
        ))}
      </ul>
    </AdminSheet>
  )
}

function TypeLine({
  shown,
  isOpen,
  open,
}: {
  readonly shown: ShownPipelines
  readonly isOpen: boolean
  readonly open: () => void
}): ReactNode {
  const text = useText()
  const facts = [
    shown.pipelines.map(({ label }) => text(label)).join(', '),
    ...shown.roles.map((role) => text('Role {role}', { role: text(role) })),
  ]
  return (
    <li className={isOpen ? 'on' : undefined}>
      <button type="button" aria-current={isOpen ? true : undefined} onClick={open}>
        <span className="grow cut">{text(shown.plural)}</span>
        <span className="small t3 cut">{facts.join(' · ')}</span>
      </button>
    </li>
  )
}

registerElement('tenure-administration-pipelines', Pipelines)
