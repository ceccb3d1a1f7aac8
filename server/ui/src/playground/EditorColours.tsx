import { useGraphiQL, useMonaco } from '@graphiql/react';
import { useEffect } from 'react';

// GraphiQL's two editor themes under their own names, in the page's colours.
// Hexadecimal, because the editor takes no CSS variables.
const themes = {
  'graphiql-LIGHT': {
    base: 'vs',
    accent: '#b1392b',
    paper: '#ffffff',
    ink: '#29344a',
    comment: '#6b7280',
    keyword: '#8a3ea8',
    field: '#1f4f94',
    argument: '#12776f',
    text: '#8f4a12',
    number: '#b1392b',
  },
  'graphiql-DARK': {
    base: 'vs-dark',
    accent: '#f2826e',
    paper: '#191e29',
    ink: '#cdd5e0',
    comment: '#8b95a7',
    keyword: '#d3a1ea',
    field: '#8fbcf5',
    argument: '#6fcabf',
    text: '#e8b887',
    number: '#f2826e',
  },
} as const;

export function EditorColours() {
  const monaco = useMonaco((state) => state.monaco);
  const current = useGraphiQL((state) => state.monacoTheme);
  useEffect(() => {
    if (!monaco) return;
    for (const [name, colour] of Object.entries(themes)) {
      const faint = `${colour.accent}22`;
      monaco.editor.defineTheme(name, {
        base: colour.base,
        inherit: true,
        colors: {
          'editor.background': '#ffffff00',
          'editor.foreground': colour.ink,
          'editorLineNumber.foreground': `${colour.comment}99`,
          'editorLineNumber.activeForeground': colour.comment,
          'editorBracketHighlight.foreground1': colour.ink,
          'editorBracketHighlight.foreground2': colour.comment,
          'editorBracketHighlight.foreground3': colour.argument,
          'editorIndentGuide.background1': `${colour.comment}33`,
          'editorIndentGuide.activeBackground1': `${colour.comment}77`,
          'scrollbar.shadow': '#ffffff00',
          'editorHoverWidget.background': colour.paper,
          'editorSuggestWidget.background': colour.paper,
          'editorSuggestWidget.selectedBackground': faint,
          'editorSuggestWidget.selectedForeground': colour.accent,
          'editorWidget.background': colour.paper,
          'menu.background': colour.paper,
          'menu.selectionBackground': faint,
          'menu.selectionForeground': colour.accent,
          'quickInput.background': colour.paper,
          'list.hoverBackground': faint,
          'list.highlightForeground': colour.accent,
          'list.focusHighlightForeground': colour.accent,
          'textLink.foreground': colour.accent,
          'textLink.activeForeground': colour.accent,
          focusBorder: colour.accent,
        },
        rules: [
          { token: 'comment', foreground: colour.comment },
          { token: 'keyword', foreground: colour.keyword },
          { token: 'key.identifier', foreground: colour.field },
          { token: 'type.identifier', foreground: colour.argument },
          { token: 'argument.identifier', foreground: colour.argument },
          { token: 'string', foreground: colour.text },
          { token: 'string.key.json', foreground: colour.field },
          { token: 'string.value.json', foreground: colour.text },
          { token: 'number', foreground: colour.number },
          { token: 'keyword.json', foreground: colour.number },
        ],
      });
    }
    // Defined anew, a theme in use is only redrawn when it is set again.
    if (typeof current === 'string') monaco.editor.setTheme(current);
  }, [monaco, current]);
  return null;
}
