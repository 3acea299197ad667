using System.Text.RegularExpressions;
using k8s;
using k8s.Models;

namespace SessionOrleans.Deployment.Kubernetes;

/// <summary>deploy/kubernetes: each object by its schema, and against what the code and docker-compose.yml say.</summary>
public sealed partial class ManifestTests
{
    private static readonly V1PodSpec Pod = Manifests.Silos.Spec.Template.Spec;

    [Fact]
    public void Kustomizations_NameAllFilesBesideThemAndNoOthers() => Assert.All(Manifests.Folders, folder => Assert.Equal(
        System.IO.Directory.GetFiles(Repository.PathOf(folder)).Select(path => Path.GetFileName(path)).Order(),
        Manifests.Resources(folder).Concat(Manifests.Patches(folder)).Append("kustomization.yaml").Order()));

    [Fact]
    public void Field_ThatThereIsNot_IsAnError() => Assert.ThrowsAny<YamlDotNet.Core.YamlException>(
        () => Manifests.Parse("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndate: {}\n"));

    [Fact]
    public void Base_HasSilosTheirSettingsBudgetAndNetwork() => Assert.Equal(
        ["V1ConfigMap session-store", "V1Deployment silo", "V1NetworkPolicy silo", "V1PodDisruptionBudget silo"],
        Manifests.Base.Select(item => $"{item.GetType().Name} {((IKubernetesObject<V1ObjectMeta>)item).Metadata.Name}").Order());

    [Fact]
    public void Settings_AreThoseOfCompose()
    {
        var compose = ComposeFile.EnvironmentOf(ComposeFile.Services["silo-1"]);
        compose.Remove("SessionStore__RedisUrl");
        var ours = Manifests.Silo.Env.Where(variable => variable.Value is not null)
            .Select(variable => KeyValuePair.Create(variable.Name, variable.Value)).Concat(Manifests.Settings.Data);

        Assert.Equal(compose.OrderBy(pair => pair.Key), ours.OrderBy(pair => pair.Key));
    }

    [Fact]
    public void Secrets_ComeFromASecretThatTheBaseDoesNotHave()
    {
        var secret = Manifests.Silo.Env.Single(variable => variable.Name is "SessionStore__RedisUrl").ValueFrom.SecretKeyRef;

        Assert.Equal(("session-store", "redis-url"), (secret.Name, secret.Key));
        Assert.Empty(Manifests.Base.OfType<V1Secret>());
    }

    [Fact]
    public void Ports_AreThoseOfTheImageAndTheSettings()
    {
        var exposed = Exposed().Match(File.ReadAllText(Repository.PathOf("src/Silo/Dockerfile"))).Groups[1].Value.Split(' ');
        var ports = Manifests.Silo.Ports.ToDictionary(port => port.Name, port => $"{port.ContainerPort}");

        Assert.Equal(exposed.Order(), ports.Values.Order());
        Assert.Equal(ports["silo"], Variable("SessionStore__SiloPort"));
        Assert.Equal(ports["gateway"], Variable("SessionStore__GatewayPort"));
        Assert.EndsWith($":{ports["http"]}", Variable("ASPNETCORE_URLS"), StringComparison.Ordinal);
    }

    [Fact]
    public void Silos_AreReplacedOneByOneAndOnlyByOnesThatAreReady()
    {
        var rolling = Manifests.Silos.Spec.Strategy.RollingUpdate;

        Assert.True(Manifests.Silos.Spec.Replicas >= 2);
        Assert.Equal(("1", "0"), (rolling.MaxSurge.Value, rolling.MaxUnavailable.Value));
        Assert.True(Manifests.Silos.Spec.MinReadySeconds >= 2 * 5, "Clients look for silos every five seconds.");
        Assert.Equal("1", Manifests.Base.OfType<V1PodDisruptionBudget>().Single().Spec.MaxUnavailable.Value);
    }

    [Fact]
    public void Selectors_ChooseTheSilos()
    {
        var labels = Manifests.Silos.Spec.Template.Metadata.Labels;
        var policy = Manifests.Base.OfType<V1NetworkPolicy>().Single().Spec;

        Assert.All(
            [
                Manifests.Silos.Spec.Selector, Manifests.Base.OfType<V1PodDisruptionBudget>().Single().Spec.Selector, policy.PodSelector,
                Pod.TopologySpreadConstraints.Single().LabelSelector, policy.Ingress[0].FromProperty.Single().PodSelector,
                policy.Egress[0].To.Single().PodSelector,
            ],
            selector => Assert.Equal(labels, selector.MatchLabels));
    }

    [Fact]
    public void Network_LetsSilosAndClientsInAlone()
    {
        var policy = Manifests.Base.OfType<V1NetworkPolicy>().Single().Spec;

        Assert.Equal(["Egress", "Ingress"], policy.PolicyTypes.Order());
        Assert.Equal(
            [Variable("SessionStore__SiloPort"), Variable("SessionStore__GatewayPort")],
            policy.Ingress.Select(rule => rule.Ports.Single().Port.Value));
        Assert.Equal("true", policy.Ingress[1].FromProperty.Single().PodSelector.MatchLabels["session-store/client"]);
        Assert.All(policy.Ingress, rule => Assert.NotEmpty(rule.FromProperty));
        var reached = policy.Egress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value);
        Assert.Equal(["11111", "4317", "4318", "53", "53", "6379", "6380"], reached.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Container_IsConfined()
    {
        var (pod, container) = (Pod.SecurityContext, Manifests.Silo.SecurityContext);

        Assert.True(pod.RunAsNonRoot);
        Assert.Equal("RuntimeDefault", pod.SeccompProfile.Type);
        Assert.False(Pod.AutomountServiceAccountToken);
        Assert.False(container.AllowPrivilegeEscalation);
        Assert.True(container.ReadOnlyRootFilesystem);
        Assert.Equal(["ALL"], container.Capabilities.Drop);
        Assert.Contains("memory", Manifests.Silo.Resources.Limits.Keys);
        Assert.Equal(["/tmp"], Manifests.Silo.VolumeMounts.Select(mount => mount.MountPath));
    }

    [Theory]
    [InlineData("tls")]
    [InlineData("redis-authority")]
    public void Component_ChangesTheContainerThatThereIs(string component)
    {
        var patch = Manifests.Patch(component);
        var pod = patch.Spec.Template.Spec;
        var container = Assert.Single(pod.Containers);

        Assert.Equal((Manifests.Silos.Metadata.Name, Manifests.Silo.Name), (patch.Metadata.Name, container.Name));
        var mount = Assert.Single(container.VolumeMounts);
        Assert.Equal(mount.Name, Assert.Single(pod.Volumes).Name);
        Assert.All(container.Env, variable => Assert.StartsWith($"{mount.MountPath}/", variable.Value, StringComparison.Ordinal));
        Assert.Empty(container.Env.Select(variable => variable.Name).Intersect(Manifests.Silo.Env.Select(variable => variable.Name)));
    }

    [Fact]
    public void Docs_Blocks_AreObjectsOfKubernetesOrKustomizations()
    {
        Assert.True(Manifests.Blocks.Count >= 2, $"{Manifests.Blocks.Count} blocks were found.");
        Assert.All(
            Manifests.Blocks.Where(block => !block.Contains("kustomize.config.k8s.io", StringComparison.Ordinal)),
            block => Assert.NotEmpty(Manifests.Parse(block)));
    }

    private static string Variable(string name) => Manifests.Silo.Env.Single(variable => variable.Name == name).Value;

    [GeneratedRegex(@"(?m)^EXPOSE (.+)$")]
    private static partial Regex Exposed();
}
