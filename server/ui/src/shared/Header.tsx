import { useEffect, useState, type ReactNode } from 'react';
import { dataset, type Dataset } from './api';
import './header.css';

/** The bar on top of every page: what this is, which dataset answers, where else to look. */
export function Header({ children }: { children?: ReactNode }) {
  const [answering, setAnswering] = useState<Dataset>();
  useEffect(() => {
    dataset().then(setAnswering, () => setAnswering(undefined));
  }, []);
  return (
    <header className="bar">
      <h1 className="bar-name">
        <Mark />
        policygraph
        <span className="visually-hidden"> playground</span>
      </h1>
      {answering && (
        <p className="bar-dataset" title={`${answering.title}, version ${answering.version}`}>
          <span className="bar-title">{answering.title}</span>
          <code>{answering.version}</code>
        </p>
      )}
      <div className="bar-tools">{children}</div>
      <nav className="bar-links" aria-label="Server">
        <a href="schema.graphql" target="_blank" rel="noopener">
          Schema
        </a>
        <a href="healthz" target="_blank" rel="noopener">
          Health
        </a>
      </nav>
    </header>
  );
}

/** Three entities and the claims between them. */
function Mark() {
  return (
    <svg className="bar-mark" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M8 9 24 7 18 25Z" fill="none" stroke="currentColor" strokeWidth="2.6" />
      <circle cx="8" cy="9" r="4.4" />
      <circle cx="24" cy="7" r="4.4" />
      <circle cx="18" cy="25" r="4.4" />
    </svg>
  );
}
