import type { setDefaultViewContract } from '@tenure/core/page'
import { Button, Dialog, Field, Icon, Menu, TextInput, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { type Context, toTexts, type View } from './card-texts.js'

interface ChooseCardsProps {
  readonly views: readonly View[]
  readonly context: Context
  readonly close: () => void
}

/** Which views are cards, and in which order. A view of the workspace needs a description first (VIEW-3). */
export function ChooseCards({ views, context, close }: ChooseCardsProps): ReactNode {
  const text = useText()
  const put = usePut(context)
  const [asked, ask] = useState<View>()
  const cards = views.filter(({ place }) => place !== undefined)
  const others = views.filter(({ place }) => place === undefined)
  const add = (view: View) => (view.builtIn || view.description ? void put(view, cards.length + 1, 'Added') : ask(view))
  if (asked !== undefined)
    return (
      <AskDescription
        view={asked}
        close={() => ask(undefined)}
        save={(description) => put(asked, cards.length + 1, 'Added', description)}
      />
    )
  return (
    <Dialog title={text('Cards of Summary')} className="action" close={close}>
      <p className="t2">{text('Everyone in this workspace sees them, in this order. They are the default views of the Customers tab.')}</p>
      <ol className="sum-order">
        {cards.map((view, at) => (
          <CardLine
            key={view.id}
            view={view}
            isFirst={at === 0}
            isLast={at === cards.length - 1}
            put={(place, said) => void put(view, place, said)}
          />
        ))}
      </ol>
      {others.length === 0 ? (
        <p className="small t3">{text('Every shared view is a card already. Save a view of the Customers tab for everyone first.')}</p>
      ) : (
        <Menu
          className="btn"
          label={text('Add a view')}
          button={text('Add a view')}
          entries={others.map((view) => ({ key: view.id, label: toTexts(view, text).title, act: () => add(view) }))}
        />
      )}
    </Dialog>
  )
}

type Said = 'Added' | 'Moved' | 'Taken off'
interface CardLineProps {
  readonly view: View
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly put: (place: number | null, said: Said) => void
}
function CardLine({ view, isFirst, isLast, put }: CardLineProps): ReactNode {
  const text = useText()
  const { title } = toTexts(view, text)
  const place = view.place ?? 1
  return (
    <li>
      <span className="grow cut" dir="auto">
        {title}
      </span>
      <IconButton
        name="chevron-up"
        label={text('Move up: {title}', { title })}
        isDisabled={isFirst}
        press={() => put(place - 1, 'Moved')}
      />
      <IconButton
        name="chevron-down"
        label={text('Move down: {title}', { title })}
        isDisabled={isLast}
        press={() => put(place + 1, 'Moved')}
      />
      <IconButton name="x" label={text('Take off: {title}', { title })} press={() => put(null, 'Taken off')} />
    </li>
  )
}

interface IconButtonProps {
  readonly name: string
  readonly label: string
  readonly isDisabled?: boolean
  readonly press: () => void
}
function IconButton({ name, label, isDisabled = false, press }: IconButtonProps): ReactNode {
  return (
    <button type="button" className="ib" aria-label={label} title={label} aria-disabled={isDisabled} onClick={() => !isDisabled && press()}>
      <Icon name={name} size={14} />
    </button>
  )
}

interface AskDescriptionProps {
  readonly view: View
  readonly close: () => void
  readonly save: (description: string) => Promise<boolean>
}
function AskDescription({ view, close, save }: AskDescriptionProps): ReactNode {
  const text = useText()
  const [description, write] = useState('')
  const [fault, setFault] = useState<string>()
  const submit = async () => {
    if (description.trim() === '') return setFault(text('Write what is in the view.'))
    if (await save(description.trim())) close()
  }
  return (
    <Dialog title={text('Add a view')} subject={view.title} className="action" isForm close={close}>
      <div className="fields">
        <Field label={text('Description')} hint={text('What is in this view? It stands on the card.')} fault={fault}>
          <TextInput value={description} onChange={write} onEnter={() => void submit()} autoFocus />
        </Field>
      </div>
      <footer>
        <Button onPress={close}>{text('Cancel')}</Button>
        <Button look="primary" onPress={() => void submit()}>
          {text('Add')}
        </Button>
      </footer>
    </Dialog>
  )
}

function usePut(context: Context): (view: View, place: number | null, said: Said, description?: string) => Promise<boolean> {
  const text = useText()
  const toasts = useToasts()
  return async (view, place, said, description) => {
    const key = crypto.randomUUID()
    const { title: about } = toTexts(view, text)
    const input = { collection: 'tenure.customers/list', view: view.id, place, ...(description !== undefined && { description }) }
    const outcome = await context.act<typeof setDefaultViewContract>('tenure.core/set-default-view', input, { key })
    if (outcome.ok) toasts.show({ tone: 'done', title: text(said), about, undo: { action: 'tenure.core/set-default-view', key } })
    else toasts.show({ tone: 'refused', title: text('The cards were not changed'), about, detail: outcome.problem.message })
    return outcome.ok
  }
}
