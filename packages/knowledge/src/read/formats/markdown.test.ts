import { expect, test } from 'vitest';
import { failureOf, outline, readBytes } from '../testing/read-bytes.ts';

test('Markdown becomes plain text with its blocks', async () => {
  const document = await readBytes(
    'leave.md',
    `---
title: "Leave types"
keywords: vacation, jury duty
tags:
  - people
  - time off
nested:
  key: value
---

# Leave

You may *use* [annual leave](https://example.org/a) for
**any** reason,\\
even \`none\` ![a calendar](c.png).<br>Ask <b>first</b>.

1. Ask
2. Wait

   Up to two days.
   - a week in summer
3. [x] Go

> Said the boss.

| Years | Hours |
|-------|------:|
| < 3   | 4     |
|       | **8** |

\`\`\`sh
rest --now
\`\`\`

Note[^1].

[^1]: Since 2020.
`,
  );
  expect(document).toMatchObject({
    format: 'markdown',
    title: 'Leave types',
    pages: null,
    metadata: { keywords: 'vacation, jury duty', tags: 'people, time off' },
  });
  expect(document.text).toBe(
    [
      'Leave',
      'You may use annual leave for any reason,\neven none a calendar.\nAsk first.',
      '1. Ask\n2. Wait',
      'Up to two days.',
      '- a week in summer\n3. Go',
      'Said the boss.',
      'Years | Hours\n< 3 | 4\n| 8',
      'rest --now',
      'Note[1].',
      '[1] Since 2020.',
    ].join('\n\n'),
  );
  expect(outline(document)).toEqual([
    'heading 1: Leave',
    'paragraph: You may use annual leave for any reason,\neven none a calendar.\nAsk first.',
    'list-item 1: Ask',
    'list-item 1: Wait',
    'paragraph: Up to two days.',
    'list-item 2: a week in summer',
    'list-item 1: Go',
    'quote: Said the boss.',
    'table-header: Years | Hours',
    'table-row: < 3 | 4',
    'table-row: | 8',
    'code: rest --now',
    'paragraph: Note[1].',
    'note: [1] Since 2020.',
  ]);
});

test('HTML blocks are read for their blocks, also where empty lines part an element', async () => {
  const document = await readBytes(
    'page.md',
    `<!-- draft -->
<div class="x">

Inside.

</div>

<table>
<tr><th>Role</th><th>Pay</th></tr>

<tr><td>Chef</td><td>10</td></tr>
</table>

<details><summary>More</summary><ul><li>one</li></ul></details>
`,
  );
  expect(outline(document)).toEqual([
    'paragraph: Inside.',
    'table-header: Role | Pay',
    'table-row: Chef | 10',
    'paragraph: More',
    'list-item 1: one',
  ]);
});

test('Liquid tags go, their words stay, and links with tags inside remain links', async () => {
  const document = await readBytes(
    'page.md',
    `{% alert "Heads up!" %}
  See [pay]({% page "a b" %}#x) in {{ site.name }}{% slack_channel "people" %}.
{% endalert %}

{% image "img/a.png" "the map" %} {% comment %}never{% endcomment %}

Write \`{% raw %}{% page %}{% endraw %}\`.

## Rules {#rules}
{: .wide}

~~~
{% raw %}{% kept %}{% endraw %}
~~~
`,
  );
  expect(outline(document)).toEqual([
    'paragraph: Heads up! See pay in people.',
    'paragraph: the map',
    'paragraph: Write {% page %}.',
    'heading 2: Rules',
    'code: {% kept %}',
  ]);
});

test("Microsoft's call-outs, includes and pictures leave only their words", async () => {
  const document = await readBytes(
    'page.md',
    `[!INCLUDE[banner](includes/banner.md)]

Use [!INCLUDE [prod](includes/prod.md)] daily.

> [!NOTE]
> Save first.
> - always

:::image type="content" source="a.png" alt-text="The page.":::

[!VIDEO https://example.org/v]
`,
  );
  expect(outline(document)).toEqual([
    'paragraph: Use prod daily.',
    'note: Save first.',
    'list-item 1: always',
    'paragraph: The page.',
  ]);
});

test('a file with only a front matter holds no text', async () => {
  expect(await failureOf('redirect.md', '---\ntitle: Gone\n---\n')).toMatchObject({ code: 'no_text' });
});
