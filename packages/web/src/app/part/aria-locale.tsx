import { type ReactNode, useInsertionEffect } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { useReading } from '../format/use-formats.js'

/** Gives parts of React Aria the locale of the user. Its one sheet of styles is a part of the page's own, which the content policy allows. */
export function AriaLocale({ children }: { readonly children: ReactNode }): ReactNode {
  const { locale } = useReading().formats.env
  useInsertionEffect(claimStyle, [])
  return <I18nProvider locale={locale}>{children}</I18nProvider>
}

// React Aria adds its sheet only where no element has this id; `styles/field.css` has the rule.
function claimStyle(): void {
  const id = 'react-aria-pressable-style'
  if (document.getElementById(id) !== null) return
  const mark = document.createElement('meta')
  mark.id = id
  document.head.append(mark)
}
