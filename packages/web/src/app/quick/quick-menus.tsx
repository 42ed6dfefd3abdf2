import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Blocks } from '../block/renderer.js'
import { Icon } from '../part/icon.js'
import { Menu } from '../part/menu.js'
import { type QuickChoice, type QuickState, type QuickValue, quickChoices, withValue } from './quick-filter.js'
import { QuickOptions } from './quick-options.js'
import type { QuickProps } from './quick-props.js'
import { QuickText } from './quick-text.js'
import { QuickUsers } from './quick-users.js'

interface QuickMenusProps {
  readonly offered: NonNullable<Blocks['table']['quickFilters']>
  readonly quick: readonly QuickState[]
  readonly change: (quick: readonly QuickState[]) => void
}

/** The quick filters beside a view: a menu for each property. */
export function QuickMenus({ offered, quick, change }: QuickMenusProps): ReactNode {
  return offered.map(({ property, label, kind, options }) => {
    const on = quick.find((one) => one.property === property)
    const own = { label, choose: (value: QuickValue | undefined) => change(withValue(quick, property, value)) }
    if (kind === 'user') return <QuickUsers key={property} {...own} value={on !== undefined && 'users' in on ? on : undefined} />
    if (kind === 'text') return <QuickText key={property} {...own} value={on !== undefined && 'text' in on ? on : undefined} />
    if (kind === 'options' || kind === 'known')
      return (
        <QuickOptions
          key={property}
          {...own}
          options={options ?? []}
          isSingle={kind === 'known'}
          value={on !== undefined && 'options' in on ? on : undefined}
        />
      )
    return <QuickMenu key={property} {...own} value={on !== undefined && 'choice' in on ? on : undefined} />
  })
}

function QuickMenu({ label, value, choose }: QuickProps<{ readonly choice: QuickChoice }>): ReactNode {
  const words = useWords().filter
  const chosen = value?.choice
  const button = (
    <>
      {chosen === undefined ? (
        label
      ) : (
        <>
          {label}: <b>{words.choices[chosen]}</b>
        </>
      )}
      <Icon name="chevron-down" size={12} />
    </>
  )
  return (
    <Menu
      className={`pill quick${chosen === undefined ? '' : ' on'}`}
      label={chosen === undefined ? words.by(label) : `${label}: ${words.choices[chosen]}`}
      button={button}
      entries={[
        ...(Object.keys(quickChoices) as QuickChoice[]).map((choice) => ({
          key: choice,
          label: words.choices[choice],
          isChosen: choice === chosen,
          act: () => choose({ choice }),
        })),
        ...(chosen === undefined ? [] : [{ key: 'any', label: words.any, isChosen: false, act: () => choose(undefined) }]),
      ]}
    />
  )
}
