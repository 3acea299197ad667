namespace SessionOrleans.Surface;

/// <summary>docs/options.md has every option as it is. After a change run the tests with UPDATE_OPTIONS=1 and commit the file.</summary>
public sealed class OptionsPageTests
{
    [Fact]
    public void OptionsPage_OfAllOptions_IsAsTheyAre()
    {
        var file = Repository.PathOf("docs/options.md");
        var text = OptionsPage.Text();
        if (Environment.GetEnvironmentVariable("UPDATE_OPTIONS") == "1")
            File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file), text);
    }
}
