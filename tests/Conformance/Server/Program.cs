using Conformance.Server;

// The fixtures that the suite's scenarios name, kept by this store or, as a control, by what the SDK brings itself.
// Arguments: store or sdk. Prints its URL.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args[1..] });
builder.Logging.AddFilter("ModelContextProtocol", LogLevel.Warning).AddFilter("Microsoft.Hosting", LogLevel.Warning);
builder.Configuration["AllowedHosts"] = "localhost;127.0.0.1;[::1]";

var server = builder.Services.AddMcpServer().WithHttpTransport().WithFixtures();
var app = args[0] == "sdk" ? SdkKeeper.Build(builder, server) : StoreKeeper.Build(builder, server);
app.MapMcp("/mcp");

await app.StartAsync();
Console.WriteLine($"Listening: {app.Urls.First()}/mcp");
await app.WaitForShutdownAsync();
