import type { changeProfileContract, saveProfileContract } from '@tenure/core/health'
import { Button, Confirm, Dialog, Field, Icon, Menu, TextInput, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { Context, Profiles, ShownProfile } from '../shown-profile.js'

interface MenuProps {
  readonly context: Context
  readonly list: Profiles
  readonly profile: ShownProfile
}

/** What can be done with a profile besides editing it. */
export function ProfileMenu(props: MenuProps): ReactNode {
  const { profile } = props
  const text = useText()
  const [asks, ask] = useState<'rename' | 'delete'>()
  const { change, save } = useChanging(props)
  const { name } = profile.definition
  const entries = useEntries(props, { ask, change, save })
  return (
    <>
      <Menu
        className="ib"
        label={text('Menu of {name}', { name })}
        button={<Icon name="dots" size={16} />}
        align="end"
        entries={entries.filter(({ isShown }) => isShown).map(({ isShown: _, ...entry }) => entry)}
      />
      {asks === 'rename' ? <Rename name={name} save={(next) => void save(next, false)} close={() => ask(undefined)} /> : null}
      {asks === 'delete' ? (
        <Confirm
          title={text('Delete {name}', { name })}
          text={text('The draft is deleted. Scores of customers do not change.')}
          verb={text('Delete draft')}
          run={() => void change('delete', text('{name} is deleted.', { name }))}
          close={() => ask(undefined)}
        />
      ) : null}
    </>
  )
}

interface Changing {
  readonly change: (what: 'deactivate' | 'delete' | 'main', done: string) => Promise<void>
  readonly save: (name: string, isCopy: boolean) => Promise<void>
}
function useChanging({ context, profile }: MenuProps): Changing {
  const toasts = useToasts()
  const { id, version, definition } = profile
  const refused = (message: string) => void toasts.show({ tone: 'refused', title: message })
  return {
    async change(what, done) {
      const outcome = await context.act<typeof changeProfileContract>('tenure.core/change-profile', { profile: id, version, change: what })
      if (!outcome.ok) return refused(outcome.problem.message)
      toasts.show({ tone: 'done', title: done })
      if (what === 'delete' && context.at === id) context.goTo(undefined)
    },
    async save(name, isCopy) {
      const input = { ...(isCopy ? {} : { profile: id, version }), definition: { ...definition, name } }
      const outcome = await context.act<typeof saveProfileContract>('tenure.core/save-profile', input)
      if (!outcome.ok) return refused(outcome.problem.message)
      if (isCopy) context.goTo(outcome.value.profile)
    },
  }
}
function useEntries({ list, profile }: MenuProps, { ask, change, save }: Changing & { readonly ask: (what: 'rename' | 'delete') => void }) {
  const text = useText()
  const { definition, state, isMain, isOverLimit } = profile
  const { name } = definition
  const isActive = state === 'active'
  const hasRoom = list.profiles.filter((one) => one.state === 'draft').length < list.limits.draft
  const copy = () => void save(text('{name}, copy', { name }), true)
  const toMain = () => void change('main', text('{name} is the main profile now.', { name }))
  const off = () => void change('deactivate', text('{name} is a draft now.', { name }))
  return [
    { key: 'rename', label: text('Rename'), icon: 'edit', act: () => ask('rename'), isShown: !isOverLimit && !isActive },
    { key: 'copy', label: text('Duplicate as a draft'), icon: 'plus', act: copy, isShown: hasRoom },
    { key: 'main', label: text('Make main profile'), icon: 'star', act: toMain, isShown: isActive && !isMain },
    { key: 'off', label: text('Deactivate'), icon: 'archive', act: off, isShown: isActive },
    { key: 'delete', label: text('Delete'), icon: 'x', act: () => ask('delete'), isShown: !isActive },
  ]
}

function Rename({
  name,
  save,
  close,
}: {
  readonly name: string
  readonly save: (name: string) => void
  readonly close: () => void
}): ReactNode {
  const text = useText()
  const [value, setValue] = useState(name)
  const isNamed = value.trim() !== ''
  return (
    <Dialog title={text('Rename {name}', { name })} className="confirm" isForm close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isNamed) return
          close()
          if (value.trim() !== name) save(value.trim())
        }}
      >
        <div className="form-fields fields">
          <Field label={text('Name')} fault={isNamed ? undefined : text('A health score needs a name.')}>
            <TextInput value={value} onChange={setValue} />
          </Field>
        </div>
        <div className="send">
          <Button onPress={close}>{text('Cancel')}</Button>
          <button type="submit" className="btn pri" disabled={!isNamed}>
            {text('Rename')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
