import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';

const next = { system: 'light', light: 'dark', dark: 'system' } as const;

/** Goes round system, light and dark; GraphiQL remembers the choice. */
export function ThemeButton() {
  const theme = useGraphiQL((state) => state.theme) ?? 'system';
  const { setTheme } = useGraphiQLActions();
  const following = next[theme];
  return (
    <button
      type="button"
      title={`Switch to ${following}`}
      onClick={() => setTheme(following === 'system' ? null : following)}
    >
      Theme: {theme}
    </button>
  );
}
