namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>How plots look, where pages are light and where they are dark. Each has a ground of its own, so that it can be read on any page.</summary>
internal static class PlotStyle
{
    public const string Text = """

        text{font:12px system-ui,-apple-system,Segoe UI,Helvetica,Arial,sans-serif;fill:#57606a}
        .title{font-size:16px;font-weight:600;fill:#1f2328}.heading,.note{font-size:13px;fill:#1f2328}
        .x{text-anchor:middle}.y{text-anchor:end}
        .card{fill:#fff}.grid{stroke:#d0d7de;stroke-width:1}
        .line{fill:none;stroke-width:2;stroke-linejoin:round}.range{stroke-width:6;opacity:.3}.line.median{stroke-dasharray:5 4}.dot{stroke:#fff}
        .line.get{stroke:#2a78d6}.dot.get{fill:#2a78d6}.line.set{stroke:#c4570c}.dot.set{fill:#c4570c}
        @media (prefers-color-scheme:dark){
        text{fill:#9198a1}.title,.heading,.note{fill:#f0f6fc}
        .card{fill:#0d1117}.grid{stroke:#30363d}.dot{stroke:#0d1117}
        .line.get{stroke:#58a6ff}.dot.get{fill:#58a6ff}.line.set{stroke:#f0883e}.dot.set{fill:#f0883e}
        }

        """;
}
