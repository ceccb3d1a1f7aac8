import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';

/** Follows the system when it turns dark or light while the page is open. CSS does
 * so by itself, but GraphiQL looks up the editors' colours only when a theme is set. */
export function SystemTheme() {
  const chosen = useGraphiQL((state) => state.theme);
  const { setTheme } = useGraphiQLActions();
  useEffect(() => {
    if (chosen) return;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setTheme(null);
    dark.addEventListener('change', follow);
    return () => dark.removeEventListener('change', follow);
  }, [chosen, setTheme]);
  return null;
}
