using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stdio;

var builder = Host.CreateApplicationBuilder(args);

// Standard output is the protocol's, so all logs go to standard error.
builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

// There is no sign-in over stdio. Who starts the server says whose notes these are: "env": { "User": "alice" } in the client's settings.
var user = builder.Configuration["User"];
builder.Services.AddMcpServer()
    .WithStdioServerTransport()
    .WithSessionStore(configureTools: tools => tools.UserId = _ => user)
    .WithTools<NoteTools>();
await builder.Build().RunAsync();
