import { expect, test } from 'vitest'
import { allowedLink, isMarkup, plainText, toLink, toMarkup } from './note-markup.js'

test('[SEC-7] a plain text is never read as markup', () => {
  expect(['a < b', '5 <3', 'Hello <ines@example.com>', '<3', '', 'x <p>y</p>'].map(isMarkup)).toEqual(Array(6).fill(false))
  expect(['<p>a</p>', ' <div style="x">a</div>', '<ul><li>a</li></ul>'].map(isMarkup)).toEqual([true, true, true])
})

test('[SEC-7] the text of a note has nothing of its markup', () => {
  expect(plainText('<p>Hello <b title=">">Ada</b></p><p>5 &lt; 6 &amp;amp; &#8364;</p>')).toBe('Hello Ada\n5 < 6 &amp; €')
  expect(plainText('<p>a</p><script>alert(1)</script><style>p{}</style><!-- x --><p>b</p>')).toBe('a\nb')
  expect(plainText('<p>a</p><script>alert(1)')).toBe('a')
  expect(plainText('<p onclick="a > b">x<br>y</p>')).toBe('x\ny')
  expect(plainText('<p>&#xD800000; &#0; &bogus;</p>')).toBe('&#xD800000; &#0; &bogus;')
})

test('a plain text becomes paragraphs and comes back', () => {
  expect(toMarkup('a < b\n& c')).toBe('<p>a &lt; b</p><p>&amp; c</p>')
  expect(plainText(toMarkup('a < b\n& c'))).toBe('a < b\n& c')
})

test('[SEC-7] links of notes are http, https, mailto or tel', () => {
  expect(['https://a.example', 'mailto:a@b.example', 'TEL:+49'].every((href) => allowedLink.test(href))).toBe(true)
  const bad = [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc',
    '//evil.example',
    'blob:x',
    '/local',
  ]
  expect(bad.filter((href) => allowedLink.test(href))).toEqual([])
  expect(['example.com/a?b', 'ada@example.com', 'https://x.example'].map(toLink)).toEqual([
    'https://example.com/a?b',
    'mailto:ada@example.com',
    'https://x.example',
  ])
  expect(['javascript:alert(1)', 'javascript.alert:1(2)', 'word', 'java\nscript:x', ''].map(toLink)).toEqual(Array(5).fill(undefined))
})
