import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

/** Keeps the active tab in sight: there are more tabs than fit, and GraphiQL leaves
 * the bar where it was when a tab is added, changed to or remembered. */
export function TabInView() {
  const tab = useGraphiQL((state) => state.activeTabIndex);
  const tabs = useGraphiQL((state) => state.tabs.length);
  // A tab is named after its query, and so grows while one is written.
  const title = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.title);
  useEffect(() => {
    const bar = document.querySelector('.graphiql-tabs');
    if (!bar) return;
    // Told of the bar's size at once, and again whenever a pane beside it takes of its width.
    const watch = new ResizeObserver(showActiveTab);
    watch.observe(bar);
    return () => watch.disconnect();
  }, [tab, tabs, title]);
  return null;
}

export function showActiveTab() {
  document.querySelector('.graphiql-tab-active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
