using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using SessionOrleans;
using SessionOrleans.Dashboard;
using SessionOrleans.Health;
using SessionOrleans.Silo;

try
{
    // The silo's settings lie beside it, wherever it is started from.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.ListenOnUsualPort();
    builder.Services.AddSilo();
    builder.Services.AddSiloHealth();
    builder.Services.AddSiloTelemetry(builder.Configuration);
    builder.Services.AddSiloDashboard(builder.Configuration, builder.Environment);

    var app = builder.Build();
    app.MapSiloHealth();
    app.MapSiloDashboard();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is OptionsValidationException or SessionStoreException or IOException)
{
    // What the operator can mend needs no stack trace.
    var fix = exception.InnerException is AddressInUseException ? " Stop what listens there, or set ASPNETCORE_URLS to an address " +
        "that is free." : "";
    await Console.Error.WriteLineAsync($"The silo did not start: {exception.Message}{fix}");
    return 1;
}
