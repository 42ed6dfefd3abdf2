// The page *Access*. It runs in the page, with the page's React and parts.
import { registerElement, Segmented, useLive, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { Context } from './answers.js'
import { Sets } from './set/sets.js'
import { Teams } from './team/teams.js'
import { Users } from './users.js'

type Section = 'user' | 'team' | 'set'

/** Users, teams and permission sets, one list at a time; the address says which, and what is open. */
function Access({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const frame = useLive(context.answer)
  const counts = frame !== undefined && 'value' in frame ? frame.value?.counts : undefined
  const [section, open] = placeOf(context.at)
  const count = (n: number | undefined) => (n === undefined ? {} : { count: context.formats.number(n) })
  const beside = (
    <Segmented
      label={text('List')}
      value={section}
      onChange={(next) => context.goTo(`${next}:`)}
      options={[
        { value: 'user', label: text('Users'), ...count(counts?.users) },
        { value: 'team', label: text('Teams'), ...count(counts?.teams) },
        { value: 'set', label: text('Permission sets'), ...count(counts?.sets) },
      ]}
    />
  )
  const list = { context, beside, open, go: (id: string | undefined) => context.goTo(`${section}:${id ?? ''}`) }
  if (section === 'team') return <Teams {...list} />
  if (section === 'set') return <Sets {...list} />
  return <Users {...list} />
}

function placeOf(at = ''): readonly [Section, string | undefined] {
  const [section = '', ...rest] = at.split(':')
  const open = rest.join(':')
  return [section === 'team' || section === 'set' ? section : 'user', open === '' ? undefined : open]
}

registerElement('tenure-administration-people', Access)
