import { useRef } from 'react'
import { type AddressChange, emptyAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import { answerOf, readNamed } from '../data/named.js'
import { useIsReadOnly } from '../data/read-only.js'
import { useSource } from '../data/use-source.js'
import type { Opened } from './opened.js'

/** Nothing of the tab that one leaves. */
const elsewhere = {
  ...emptyAddress,
  ...{ at: undefined, open: undefined, columns: undefined, inputs: undefined, archived: undefined },
  ...{ view: undefined, filter: undefined, object: undefined, pipeline: undefined, layout: undefined },
}
type OpenedList = Extract<Opened, { readonly list: unknown }>

/** Opens the tab that lists the records behind a number, so that a person can work on there; where none does, `show` shows them here. */
export function useOpenList(): (opened: OpenedList, show: () => void) => void {
  const source = useSource()
  const { go } = useAddress()
  // The tabs are one's own, and not those of the user whose page is viewed.
  const isReadOnly = useIsReadOnly()
  const turn = useRef(0)
  return ({ list, place }, show) => {
    turn.current += 1
    const mine = turn.current
    if (place === undefined || isReadOnly) return show()
    void readNamed(source, answerOf(place), list.input).then((found) => {
      // Meanwhile another number may have been pressed.
      if (mine !== turn.current) return
      if (typeof found?.['tab'] !== 'string') show()
      else go({ ...elsewhere, ...(found as AddressChange) })
    })
  }
}
