/// The style of the reference page: system fonts, one accent, lines rather than boxes.
enum StyleSheet {
    static let text: StaticString = """
        :root {
          color-scheme: light dark;
          --ground: #fcfbf9; --raised: #f5f3ef; --line: #e4e0d8; --text: #24282b; --quiet: #62686c;
          --accent: #0d6b63; --string: #8a4b10; --literal: #1f5fa3;
          --get: #1f5fa3; --post: #17703f; --put: #8a5a00; --patch: #6f45ad; --delete: #ad3126; --other: #5b6166;
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
          --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #15181a; --raised: #1d2124; --line: #2e3437; --text: #dfe3e4; --quiet: #98a1a5;
            --accent: #5cc2b5; --string: #dba872; --literal: #86b6ea;
            --get: #86b6ea; --post: #74c895; --put: #dcb35c; --patch: #bfa0ec; --delete: #ee9389; --other: #a5adb1;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.6 var(--sans); }
        a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
        code, pre { font-family: var(--mono); font-size: .86em; }
        h1, h2, h3, h4 { line-height: 1.25; font-weight: 600; overflow-wrap: anywhere; }
        h1 { margin: 0; font-size: 2rem; letter-spacing: -.02em; }
        h2 { margin: 0 0 .5rem; font-size: 1.4rem; letter-spacing: -.01em; }
        h3 { margin: 0 0 .6rem; font-size: 1.12rem; }
        h4 { margin: 1.75rem 0 .4rem; font-size: .82rem; color: var(--quiet); letter-spacing: .02em; }
        p { margin: 0 0 .8rem; }
        .page { max-width: 86rem; margin: 0 auto; padding: 0 1.25rem 5rem; }
        nav { margin-top: 2rem; padding: 1.5rem 0 .5rem; border: solid var(--line); border-width: 1px 0; font-size: .9rem; line-height: 1.4; }
        nav p { margin: 0 0 .3rem; font-weight: 600; }
        nav p a { color: inherit; text-decoration: none; }
        nav ul { list-style: none; margin: 0 0 1.1rem; padding: 0; }
        nav li a {
          display: flex; gap: .75rem; justify-content: space-between; align-items: baseline;
          padding: .25rem 0; color: var(--quiet); text-decoration: none; overflow-wrap: anywhere;
        }
        nav a:hover, .anchor:hover { color: var(--accent); }
        nav .method { background: none; padding: 0; font-size: .68rem; }
        header { padding: 3rem 0 0; }
        .version {
          padding: .12em .55em; border: 1px solid var(--line); border-radius: 1em; color: var(--quiet);
          font-size: .85rem; font-weight: 400; letter-spacing: 0; vertical-align: middle;
        }
        .lead { margin: .8rem 0 0; max-width: 44rem; font-size: 1.08rem; color: var(--quiet); white-space: pre-line; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .45rem 1.5rem; margin: 2rem 0 0; }
        dl, .facts { font-size: .94rem; }
        dt { color: var(--quiet); }
        dd { margin: 0; overflow-wrap: anywhere; }
        .group { margin-top: 4rem; }
        article { display: grid; gap: 0 3rem; padding: 2rem 0; border-top: 1px solid var(--line); }
        article > * { min-width: 0; }
        article:target h3 { color: var(--accent); }
        .anchor { margin-left: .4em; color: var(--line); text-decoration: none; font-weight: 400; }
        .route { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem .7rem; margin: 0 0 .8rem; }
        .route code { overflow-wrap: anywhere; }
        .method {
          --own: var(--other); padding: .12em .5em; border-radius: .3em; color: var(--own);
          background: color-mix(in srgb, var(--own) 12%, transparent);
          font: 600 .74rem/1.5 var(--mono); letter-spacing: .03em; white-space: nowrap;
        }
        .get { --own: var(--get); } .post { --own: var(--post); } .put { --own: var(--put); }
        .patch { --own: var(--patch); } .delete { --own: var(--delete); }
        .limits { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: 0 0 .8rem; padding: 0; list-style: none; }
        .limits li { color: var(--quiet); font-size: .86rem; }
        .limits li::before { content: ""; display: inline-block; width: .4em; height: .4em; margin-right: .5em;
          border-radius: 50%; background: var(--accent); vertical-align: .15em; }
        .comment { white-space: pre-line; overflow-wrap: anywhere; }
        table { width: 100%; border-collapse: collapse; }
        thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        th, td { padding: .5rem 1rem .5rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
        tbody tr:first-child > * { border-top: 0; }
        tbody th { width: 33%; font-weight: 400; overflow-wrap: anywhere; }
        td.type { width: 30%; color: var(--quiet); font-size: .88rem; overflow-wrap: anywhere; }
        td.notes { padding-right: 0; color: var(--quiet); font-size: .88rem; }
        .notes > * { display: block; }
        .rule code { padding: .05em .35em; border-radius: .25em; background: var(--raised); color: var(--text);
          white-space: pre-wrap; overflow-wrap: anywhere; }
        .mark { color: var(--quiet); font-size: .74rem; white-space: nowrap; }
        .mark.required { color: var(--accent); }
        .examples h4 { margin-top: 0; }
        pre { margin: 0 0 .8rem; padding: .9rem 1rem; overflow: auto; max-height: 34rem; border-radius: .5rem;
          background: var(--raised); line-height: 1.5; tab-size: 2; font-size: .8rem; }
        pre code { font-size: inherit; }
        pre.command { white-space: pre-wrap; overflow-wrap: anywhere; }
        .n { color: var(--text); } .s { color: var(--string); } .l { color: var(--literal); }
        @media (max-width: 40rem) {
          h1 { font-size: 1.7rem; }
          header { padding-top: 2rem; }
          dl { grid-template-columns: 1fr; gap: 0; }
          dd { margin-bottom: .7rem; }
          table, tbody, tr, tbody th, td { display: block; width: auto; }
          tr { padding: .55rem 0; border-top: 1px solid var(--line); }
          tbody tr:first-child { border-top: 0; }
          tbody th, td, td.type { width: auto; padding: 0; border: 0; }
          tbody th, td.type { display: inline; }
          tbody th { margin-right: .75rem; }
          td:empty { display: none; }
          .examples { margin-top: 1.75rem; }
        }
        @media (min-width: 64rem) {
          .page { display: grid; grid-template: auto 1fr / 15rem minmax(0, 1fr); column-gap: 3.5rem; }
          header, main { grid-column: 2; }
          nav { grid-area: 1 / 1 / span 2; position: sticky; top: 0; height: 100vh; overflow: auto;
            margin: 0; padding: 3.2rem 1.5rem 2rem 0; border: 0; border-right: 1px solid var(--line); }
        }
        @media (min-width: 78rem) {
          article:not(.declaration) { grid-template-columns: minmax(0, 1fr) minmax(0, 25rem); }
          .examples { position: sticky; top: 1.5rem; align-self: start; }
        }
        @media print {
          nav { display: none; } article { break-inside: avoid; } pre { max-height: none; white-space: pre-wrap; }
        }

        """
}
