using System.Text.Json;
using System.Text.RegularExpressions;
using SessionOrleans.Telemetry;

namespace SessionOrleans.Deployment;

/// <summary>deploy/grafana-dashboard.json, against the metrics that there are.</summary>
public sealed partial class GrafanaTests
{
    private static readonly JsonElement Dashboard =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("deploy/grafana-dashboard.json"))).RootElement;

    private static IEnumerable<JsonElement> Panels => Dashboard.GetProperty("panels").EnumerateArray();

    private static IEnumerable<string> Expressions =>
        Panels.SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!);

    [Fact]
    public void Dashboard_EveryMetricOfOurs_HasAPanel() => Assert.All(
        Instruments.All, instrument =>
            Assert.Contains(Expressions, expression => Names(expression).Contains(Instruments.PrometheusName(instrument))));

    [Fact]
    public void Dashboard_EveryNameInIt_IsAMetricOfOurs() => Assert.All(
        Expressions.SelectMany(Names), name => Assert.Contains(name, Instruments.All.Select(Instruments.PrometheusName)));

    [Fact]
    public void Dashboard_Panels_HaveTitlesAndPlacesOfTheirOwn()
    {
        Assert.All(Panels, panel =>
        {
            Assert.False(string.IsNullOrWhiteSpace(panel.GetProperty("title").GetString()));
            Assert.False(string.IsNullOrWhiteSpace(panel.GetProperty("description").GetString()));
            Assert.Equal("${datasource}", panel.GetProperty("datasource").GetProperty("uid").GetString());
        });
        Assert.Distinct(Panels.Select(panel => panel.GetProperty("id").GetInt32()));
        Assert.Distinct(Panels.Select(
            panel => (panel.GetProperty("gridPos").GetProperty("x").GetInt32(), panel.GetProperty("gridPos").GetProperty("y").GetInt32())));
        Assert.Equal("datasource", Dashboard.GetProperty("templating").GetProperty("list")[0].GetProperty("name").GetString());
    }

    /// <summary>Without what Prometheus adds to the series of a histogram.</summary>
    private static IEnumerable<string> Names(string expression) =>
        Metric().Matches(expression).Select(match => Series().Replace(match.Value, ""));

    [GeneratedRegex(@"\bsession_\w+")]
    private static partial Regex Metric();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Series();
}
