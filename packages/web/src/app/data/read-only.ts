import { createContext, useContext } from 'react'

const ReadOnlyContext = createContext(false)

/** Says of a part of the page that nothing can be changed there: it is viewed as another user. */
export const ReadOnly = ReadOnlyContext.Provider

/** Whether nothing can be changed here. */
export function useIsReadOnly(): boolean {
  return useContext(ReadOnlyContext)
}
