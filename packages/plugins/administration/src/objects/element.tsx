// The element of the page; what it draws is in the files beside it.
import type { objectTypesContract } from '@tenure/core/administration'
import { AdminSheet, Button, type ElementContext, LoadingLines, registerElement, useLive, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { ShownType } from './type-draft.js'
import { TypePanel } from './type-panel.js'

/** The context of the page. */
export type Context = ElementContext<typeof objectTypesContract>
const isNew = 'new'

function Objects({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const shown = useLive(context.answer)?.value
  if (shown === undefined) return <LoadingLines lines={10} />
  const { at } = context
  const open = shown.types.find(({ name }) => name === at)
  const isMaking = at === isNew && shown.edits
  const side =
    open === undefined && !isMaking ? undefined : (
      <TypePanel key={at} type={open} edits={shown.edits && (open?.custom ?? true)} types={shown.types} context={context} />
    )
  const custom = shown.types.filter((type) => type.custom)
  return (
    <AdminSheet
      title={text('Objects')}
      note={text('{count} of your own', { count: custom.length })}
      actions={
        shown.edits ? (
          <Button look="primary" onPress={() => context.goTo(isNew)}>
            {text('New object type')}
          </Button>
        ) : null
      }
      side={side}
    >
      {custom.length === 0 ? (
        <p className="type-none t2">
          {text('No object types of your own yet.')}{' '}
          {text(shown.edits ? 'Make one for what the others do not cover, such as sites or contracts.' : 'Super admins can make them.')}
        </p>
      ) : null}
      <ul className="type-list">
        {[...custom, ...shown.types.filter((type) => !type.custom)].map((type) => (
          <TypeLine key={type.name} type={type} isOpen={type.name === at} open={() => context.goTo(type.name)} />
        ))}
      </ul>
    </AdminSheet>
  )
}

function TypeLine({ type, isOpen, open }: { readonly type: ShownType; readonly isOpen: boolean; readonly open: () => void }): ReactNode {
  const text = useText()
  const facts = [
    text('Properties: {count}', { count: type.properties.length }),
    ...(type.pipelines.length > 0 ? [text('Pipelines: {count}', { count: type.pipelines.length })] : []),
    ...type.roles.map((role) => text('Role {role}', { role: text(role) })),
    ...(type.active ? [] : [text('Not activated')]),
  ]
  return (
    <li className={isOpen ? 'on' : undefined}>
      <button type="button" aria-current={isOpen ? true : undefined} onClick={open}>
        <span className="grow cut">
          {text(type.plural)} {type.custom ? <span className="t3">{text('custom object')}</span> : null}
        </span>
        <span className="small t3">{facts.join(' · ')}</span>
      </button>
    </li>
  )
}

registerElement('tenure-administration-objects', Objects)
