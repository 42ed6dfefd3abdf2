import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Opening } from './opening.js'

test('[SEC-7] the shapes that the build writes into the page have no styles of their own, which the content policy forbids, and no text', () => {
  const markup = renderToStaticMarkup(createElement(Opening))
  expect(markup).not.toMatch(/\sstyle=|<style|<script/)
  expect(markup.replace(/<[^>]*>/g, '')).toBe('')
  expect(markup.match(/class="skr"/g)?.length).toBe(14)
})
