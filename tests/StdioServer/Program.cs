using McpHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Standard output belongs to the protocol, so every line of the log, however small, goes to standard error.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
builder.Services.AddTransient<BasketListeners>();
builder.Services.AddMcpServer()
    .WithStdioServerTransport()
    .WithSessionStore()
    .WithSessionStoreSubscriptions()
    .WithSessionTools<Cart>()
    .WithTools<BasketTools>()
    .WithResources<BasketResources>();
await builder.Build().RunAsync();
